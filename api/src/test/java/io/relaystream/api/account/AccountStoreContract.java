package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] must do.
public interface AccountStoreContract {
    Set<Scope> SCOPES = Set.of(Scope.READ, Scope.WRITE);

    AccountStore store();

    void expire(ApiToken token);

    void deactivate(UUID account);

    @Test
    default void tokenOpensItsAccount() {
        ApiToken token = token();
        Optional<UUID> id = store().add(anyEmail(), Plan.PREMIUM, token, SCOPES);

        assertThat(store().owner(token))
                .contains(new Owner(id.orElseThrow(), Plan.PREMIUM, true, SCOPES));
        assertThat(store().owner(token)).as("a second time").isPresent();
    }

    @Test
    default void unknownTokenOpensNothing() {
        assertThat(store().owner(token())).isEmpty();
    }

    @Test
    default void expiredTokenOpensNothing() {
        ApiToken token = token();
        newAccount(anyEmail(), token);

        expire(token);

        assertThat(store().owner(token)).isEmpty();
    }

    @Test
    default void ownerOfADeactivatedAccountIsShownAsInactive() {
        ApiToken token = token();
        UUID id = newAccount(anyEmail(), token);

        deactivate(id);

        assertThat(store().owner(token)).hasValueSatisfying(o -> assertThat(o.active()).isFalse());
    }

    @Test
    default void addressBelongsToOneAccount() {
        EmailAddress email = anyEmail();
        newAccount(email, token());
        ApiToken second = token();

        assertThat(store().add(email, Plan.FREE, second, SCOPES)).isEmpty();
        assertThat(store().owner(second)).isEmpty();
    }

    private UUID newAccount(EmailAddress email, ApiToken token) {
        return store().add(email, Plan.FREE, token, SCOPES).orElseThrow();
    }

    private static ApiToken token() {
        return ApiToken.random(new SecureRandom());
    }

    private static EmailAddress anyEmail() {
        return new EmailAddress(UUID.randomUUID() + "@home.example");
    }
}
