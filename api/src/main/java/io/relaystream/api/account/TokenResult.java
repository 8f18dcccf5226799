package io.relaystream.api.account;

import java.time.Instant;

/// What became of a wish for a token.
public sealed interface TokenResult {

    /// @param token shown this once
    record Made(OwnedToken owned, ApiToken token) implements TokenResult {}

    /// Whoever asked may do less.
    record TooMuch() implements TokenResult {}

    /// Whoever asked comes with a token that ends sooner.
    ///
    /// @param latest when it ends
    record TooLong(Instant latest) implements TokenResult {}

    record LimitReached(int limit) implements TokenResult {}
}
