package io.relaystream.api.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The domains of all accounts. Each call sees those of one account only. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface DomainStore {

    /// Issues a subdomain, for ever, unless the account has one; also when several requests of one
    /// account come at once.
    DomainResult claim(UUID account, String host);

    /// Lets an account show that a domain is its own. Others may want to, too, until one has.
    ///
    /// @param limit domains that an account may bring along
    DomainResult claimOwn(UUID account, String host, int limit);

    Optional<OwnedDomain> find(UUID account, String host);

    /// Keeps what came of a check of a domain that was brought along. Once it is proven, the domain
    /// is the account's for as long as it wants, unless it is another account's already.
    ///
    /// @return empty if the account has no such domain
    Optional<DomainResult> noteChecks(
            UUID account, String host, List<DomainCheck> checks, boolean proven);

    /// @return whether there was one that the account had brought along
    boolean deleteOwn(UUID account, String host);

    /// @param after the host that the page before ended with; every host comes after the empty text
    /// @param limit items at most
    DomainPage list(UUID account, String after, int limit);

    /// @param catchAll whether a mail to a name that is no alias yet makes it one
    Optional<OwnedDomain> setCatchAll(UUID account, String host, boolean catchAll);
}
