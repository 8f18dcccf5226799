package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An order of the administrator; what is empty stays as it is.
///
/// @param suspendedUntil a new end has no reason unless it is given, too; empty inside for none
/// @param suspensionReason empty inside for none
public record AccountStatusChange(
        Optional<Plan> plan,
        Optional<Boolean> active,
        Optional<Boolean> verified,
        Optional<Boolean> admin,
        Optional<Optional<Instant>> suspendedUntil,
        Optional<Optional<String>> suspensionReason)
        implements UnaryOperator<AccountStatus> {

    public boolean nothing() {
        return Stream.of(plan, active, verified, admin, suspendedUntil, suspensionReason)
                .allMatch(Optional::isEmpty);
    }

    @Override
    public AccountStatus apply(AccountStatus before) {
        return new AccountStatus(
                plan.orElse(before.plan()),
                active.orElse(before.active()),
                verified.orElse(before.verified()),
                admin.orElse(before.admin()),
                suspension(before.suspension()));
    }

    private Suspension suspension(Suspension before) {
        return new Suspension(
                given(suspendedUntil, before.until()),
                given(suspensionReason, suspendedUntil.isPresent() ? null : before.reason()));
    }

    private static <T> @Nullable T given(Optional<Optional<T>> wish, @Nullable T otherwise) {
        return wish.isPresent() ? wish.get().orElse(null) : otherwise;
    }
}
