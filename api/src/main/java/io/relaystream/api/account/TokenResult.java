package io.relaystream.api.account;

/// What became of a wish for a token.
public sealed interface TokenResult {

    /// @param token shown this once
    record Made(OwnedToken owned, ApiToken token) implements TokenResult {}

    /// Whoever asked may do less.
    record TooMuch() implements TokenResult {}

    record LimitReached(int limit) implements TokenResult {}
}
