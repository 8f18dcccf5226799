package io.relaystream.api.domain;

import io.relaystream.api.account.Owner;
import io.relaystream.core.account.Plan;
import java.util.Optional;

/// What an owner can do with domains.
///
/// @param aliasDomain what subdomains are below
public record DomainService(DomainStore store, String aliasDomain) {

    public DomainResult claim(Owner owner, SubdomainName name) {
        if (owner.plan() != Plan.PREMIUM) {
            return new DomainResult.Refused(DomainRefusal.PREMIUM_REQUIRED);
        }
        if (name.reserved()) {
            return new DomainResult.Refused(DomainRefusal.NAME_RESERVED);
        }
        if (name.offensive()) {
            return new DomainResult.Refused(DomainRefusal.NAME_OFFENSIVE);
        }
        return store.claim(owner.accountId(), name.value() + "." + aliasDomain);
    }

    public DomainPage list(Owner owner, Optional<String> after, int limit) {
        return store.list(owner.accountId(), after.orElse(""), limit);
    }

    public Optional<OwnedDomain> setCatchAll(Owner owner, String host, boolean catchAll) {
        return store.setCatchAll(owner.accountId(), host, catchAll);
    }
}
