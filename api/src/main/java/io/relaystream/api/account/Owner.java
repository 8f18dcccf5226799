package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The account that a valid token belongs to, as it was when the request came.
///
/// @param active false once the account is deactivated
/// @param scopes what the token allows
/// @param tokensUntil when tokens that are made with this one must have ended; null if they need
///   not end
public record Owner(
        UUID accountId,
        Plan plan,
        boolean active,
        Set<Scope> scopes,
        @Nullable Instant tokensUntil) {
    public Owner {
        scopes = Set.copyOf(scopes);
    }

    /// The same with a token that ends.
    public Owner until(Instant end) {
        return new Owner(accountId, plan, active, scopes, end);
    }
}
