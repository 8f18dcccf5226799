package io.relaystream.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.account.Plan;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenServiceTest {
    private static final Instant END = Instant.parse("2099-01-01T00:00:00Z");
    private final TokenService tokens =
            new TokenService(new InMemoryTokenStore(), new SecureRandom());

    @Test
    void tokenLastsNoLongerThanTheOneThatItIsMadeWith() {
        Owner ending = owner(Scope.WRITE).until(END);

        assertThat(tokens.make(ending, wanted(null))).isEqualTo(new TokenResult.TooLong(END));
        assertThat(tokens.make(ending, wanted(END.plusNanos(1))))
                .isEqualTo(new TokenResult.TooLong(END));
        assertThat(tokens.list(ending)).isEmpty();
        assertThat(tokens.make(ending, wanted(END))).isInstanceOf(TokenResult.Made.class);
    }

    @Test
    void whoeverComesWithoutAnEndMakesTokensAsTheyLike() {
        assertThat(tokens.make(owner(Scope.WRITE), wanted(null)))
                .isInstanceOf(TokenResult.Made.class);
        assertThat(tokens.make(owner(Scope.WRITE), wanted(END)))
                .isInstanceOf(TokenResult.Made.class);
    }

    @Test
    void tokenMayNotDoMoreThanTheOneThatItIsMadeWith() {
        assertThat(tokens.make(owner(Scope.READ), wanted(null)))
                .isEqualTo(new TokenResult.TooMuch());
    }

    private static Owner owner(Scope scope) {
        return new Owner(UUID.randomUUID(), Plan.FREE, true, Set.of(scope), null);
    }

    private static NewToken wanted(@Nullable Instant end) {
        return new NewToken(TokenName.parse("Phone"), Set.of(Scope.WRITE), end);
    }
}
