package io.relaystream.api.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A wish for a token.
///
/// @param expiresAt null if it never does
public record NewToken(TokenName name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    public NewToken {
        scopes = Set.copyOf(scopes);
    }
}
