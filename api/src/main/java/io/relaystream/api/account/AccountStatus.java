package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import java.util.Set;

/// What the administrator can change of an account.
///
/// @param active false once the account is deactivated
/// @param verified whether the owner has shown that the mailbox is theirs
/// @param admin whether the owner may do what the operator may
public record AccountStatus(
        Plan plan, boolean active, boolean verified, boolean admin, Suspension suspension) {

    /// What the owner may do who is signed in.
    public Set<Scope> scopes() {
        return admin ? Set.of(Scope.values()) : Set.of(Scope.READ, Scope.WRITE);
    }
}
