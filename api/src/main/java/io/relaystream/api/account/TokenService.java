package io.relaystream.api.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What an owner can do with tokens.
public record TokenService(TokenStore store, SecureRandom random) {
    /// So many that nobody misses one, so few that they are one page.
    private static final int LIMIT = 50;

    /// No token is worth more than the one that it is made with, nor for longer.
    ///
    /// @param owner with the scopes of the token or session that asks
    public TokenResult make(Owner owner, NewToken wanted) {
        if (!owner.scopes().containsAll(wanted.scopes())) {
            return new TokenResult.TooMuch();
        }
        Instant latest = owner.tokensUntil();
        Instant end = wanted.expiresAt();
        if (latest != null && (end == null || end.isAfter(latest))) {
            return new TokenResult.TooLong(latest);
        }
        ApiToken token = ApiToken.random(random);
        return store.add(owner.accountId(), token, wanted, LIMIT)
                .<TokenResult>map(owned -> new TokenResult.Made(owned, token))
                .orElseGet(() -> new TokenResult.LimitReached(LIMIT));
    }

    public List<OwnedToken> list(Owner owner) {
        return store.list(owner.accountId());
    }

    public boolean delete(Owner owner, UUID id) {
        return store.delete(owner.accountId(), id);
    }
}
