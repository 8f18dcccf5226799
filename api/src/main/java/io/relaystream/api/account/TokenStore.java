package io.relaystream.api.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The tokens of all accounts. Each call sees those of one account only. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface TokenStore {

    /// @param limit most tokens of the account, also when several requests come at once
    /// @return empty if it has so many
    Optional<OwnedToken> add(UUID account, ApiToken token, NewToken wanted, int limit);

    /// Newest first.
    List<OwnedToken> list(UUID account);

    /// From now on it opens nothing.
    ///
    /// @return whether the account had it
    boolean delete(UUID account, UUID id);
}
