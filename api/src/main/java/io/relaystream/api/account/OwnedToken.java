package io.relaystream.api.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token as its owner sees it; the token itself is shown once, when it is made.
///
/// @param expiresAt null if it never does
/// @param lastUsedAt to the minute; null if it never was
public record OwnedToken(
        UUID id,
        TokenName name,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {
    public OwnedToken {
        scopes = Set.copyOf(scopes);
    }
}
