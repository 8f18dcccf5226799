package io.relaystream.api.domain;

import io.relaystream.api.account.Owner;
import io.relaystream.core.account.Plan;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.domain.DomainKind;
import java.util.List;
import java.util.Optional;

/// What an owner can do with domains.
///
/// @param aliasDomain what subdomains are below
/// @param pseudonyms make what an owner puts into DNS, for each account and host another
public record DomainService(
        DomainStore store,
        String aliasDomain,
        Pseudonyms pseudonyms,
        MailSetup setup,
        NameServer dns) {
    private static final int MAX_OWN = 100;

    /// Lets the owner show that a domain is theirs.
    public DomainResult claimOwn(Owner owner, OwnDomainName name) {
        if (owner.plan() != Plan.PREMIUM) {
            return new DomainResult.Refused(DomainRefusal.PREMIUM_REQUIRED);
        }
        if (name.isIn(aliasDomain)) {
            return new DomainResult.Refused(DomainRefusal.HOST_OURS);
        }
        return switch (store.claimOwn(owner.accountId(), name.host(), MAX_OWN)) {
            case DomainResult.Claimed(var domain) ->
                    new DomainResult.Claimed(withChecks(owner, domain));
            case DomainResult.Refused refused -> refused;
        };
    }

    public Optional<OwnedDomain> find(Owner owner, String host) {
        return store.find(owner.accountId(), host).map(domain -> withChecks(owner, domain));
    }

    /// Looks at DNS. A subdomain of ours needs no check.
    ///
    /// @return empty if the owner has no such domain; refused if another account has proven that it
    ///   is theirs
    public Optional<DomainResult> check(Owner owner, String host) {
        Optional<OwnedDomain> found = store.find(owner.accountId(), host);
        if (found.isEmpty() || found.get().domain().kind() == DomainKind.SUBDOMAIN) {
            return found.map(DomainResult.Claimed::new);
        }
        DomainChecks judge = judge(owner, host);
        List<DomainCheck> checks = judge.of(dns.ask(judge.questions()));
        return store.noteChecks(owner.accountId(), host, checks, DomainChecks.proven(checks));
    }

    /// @return whether there was one that the owner had brought along
    public boolean deleteOwn(Owner owner, String host) {
        return store.deleteOwn(owner.accountId(), host);
    }

    /// Before the first check, those say what is to be done.
    private OwnedDomain withChecks(Owner owner, OwnedDomain domain) {
        return domain.domain().kind() == DomainKind.SUBDOMAIN || domain.checkedAt() != null
                ? domain
                : new OwnedDomain(
                        domain.domain(),
                        domain.createdAt(),
                        null,
                        judge(owner, domain.domain().host()).unasked());
    }

    private DomainChecks judge(Owner owner, String host) {
        return new DomainChecks(
                host, pseudonyms.of("domain %s of %s".formatted(host, owner.accountId())), setup);
    }

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
        DomainPage page = store.list(owner.accountId(), after.orElse(""), limit);
        return new DomainPage(
                page.items().stream().map(domain -> withChecks(owner, domain)).toList(),
                page.next());
    }

    public Optional<OwnedDomain> setCatchAll(Owner owner, String host, boolean catchAll) {
        return store.setCatchAll(owner.accountId(), host, catchAll)
                .map(domain -> withChecks(owner, domain));
    }
}
