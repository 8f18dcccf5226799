package io.relaystream.api.domain;

import java.util.Optional;
import java.util.UUID;

/// The domains of all accounts. Each call sees those of one account only. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface DomainStore {

    /// Issues a subdomain, for ever, unless the account has one; also when several requests of one
    /// account come at once.
    DomainResult claim(UUID account, String host);

    /// @param after the host that the page before ended with; every host comes after the empty text
    /// @param limit items at most
    DomainPage list(UUID account, String after, int limit);

    /// @param catchAll whether a mail to a name that is no alias yet makes it one
    Optional<OwnedDomain> setCatchAll(UUID account, String host, boolean catchAll);
}
