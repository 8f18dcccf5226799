package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An order of the administrator; what is empty stays as it is.
public record AccountStatusChange(
        Optional<Plan> plan,
        Optional<Boolean> active,
        Optional<Boolean> verified,
        Optional<Suspension> suspension)
        implements UnaryOperator<AccountStatus> {

    public boolean nothing() {
        return plan.isEmpty() && active.isEmpty() && verified.isEmpty() && suspension.isEmpty();
    }

    @Override
    public AccountStatus apply(AccountStatus before) {
        return new AccountStatus(
                plan.orElse(before.plan()),
                active.orElse(before.active()),
                verified.orElse(before.verified()),
                suspension.orElse(before.suspension()));
    }
}
