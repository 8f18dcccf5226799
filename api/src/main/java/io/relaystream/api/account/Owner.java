package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import java.util.Set;
import java.util.UUID;

/// The account that a valid token belongs to, as it was when the request came.
///
/// @param active false once the account is deactivated
/// @param scopes what the token allows
public record Owner(UUID accountId, Plan plan, boolean active, Set<Scope> scopes) {
    public Owner {
        scopes = Set.copyOf(scopes);
    }
}
