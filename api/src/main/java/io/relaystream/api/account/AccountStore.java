package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Accounts and their tokens. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface AccountStore {

    /// Adds a verified, active account and its first token.
    ///
    /// @return its id, or empty if another account has this address
    Optional<UUID> add(EmailAddress email, Plan plan, ApiToken token, Set<Scope> scopes);

    /// @return whose token it is, or empty if there is no such token or it has expired
    Optional<Owner> owner(ApiToken token);

    Optional<AccountDetails> find(UUID id);

    /// @return its id
    Optional<UUID> find(EmailAddress email);

    /// Removes an account with all that it owns. Hashes of its addresses stay, and its subdomain,
    /// so that neither is issued again.
    void delete(UUID id);

    /// @param change from the settings as they are at this moment
    Optional<AccountDetails> changeSettings(UUID id, UnaryOperator<AccountSettings> change);

    /// @param change from the status as it is at this moment
    Optional<AccountDetails> changeStatus(UUID id, UnaryOperator<AccountStatus> change);
}
