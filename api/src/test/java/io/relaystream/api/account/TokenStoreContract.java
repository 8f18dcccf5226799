package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [TokenStore] must do.
public interface TokenStoreContract {
    NewToken WANTED =
            new NewToken(
                    TokenName.parse("Phone"),
                    Set.of(Scope.READ, Scope.WRITE),
                    Instant.parse("2099-01-01T00:00:00.123456Z"));

    TokenStore store();

    /// An account without tokens.
    UUID newAccount();

    @Test
    default void tokenIsListedAsItWasMade() {
        UUID account = newAccount();

        OwnedToken made = store().add(account, token(), WANTED, 9).orElseThrow();

        assertThat(store().list(account)).containsExactly(made);
        assertThat(made.name()).isEqualTo(WANTED.name());
        assertThat(made.scopes()).isEqualTo(WANTED.scopes());
        assertThat(made.expiresAt()).isEqualTo(WANTED.expiresAt());
        assertThat(made.lastUsedAt()).isNull();
    }

    @Test
    default void newestIsListedFirst() {
        UUID account = newAccount();
        OwnedToken first = store().add(account, token(), WANTED, 9).orElseThrow();
        OwnedToken second =
                store().add(
                                account,
                                token(),
                                new NewToken(WANTED.name(), Set.of(Scope.READ), null),
                                9)
                        .orElseThrow();

        assertThat(store().list(account)).containsExactly(second, first);
        assertThat(second.expiresAt()).isNull();
    }

    @Test
    default void thereAreNoMoreThanTheLimit() {
        UUID account = newAccount();
        store().add(account, token(), WANTED, 1);

        assertThat(store().add(account, token(), WANTED, 1)).isEmpty();
        assertThat(store().add(newAccount(), token(), WANTED, 1)).isPresent();
    }

    @Test
    default void ownerDeletesHisTokensOnly() {
        UUID account = newAccount();
        OwnedToken made = store().add(account, token(), WANTED, 9).orElseThrow();

        assertThat(store().delete(newAccount(), made.id())).isFalse();
        assertThat(store().list(account)).hasSize(1);

        assertThat(store().delete(account, made.id())).isTrue();
        assertThat(store().delete(account, made.id())).isFalse();
        assertThat(store().list(account)).isEmpty();
    }

    private static ApiToken token() {
        return ApiToken.random(new SecureRandom());
    }
}
