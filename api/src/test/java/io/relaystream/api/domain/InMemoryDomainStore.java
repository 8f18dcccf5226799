package io.relaystream.api.domain;

import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Domains in memory, all made at the same instant.
public final class InMemoryDomainStore implements DomainStore {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private final TreeMap<String, Domain> domains = new TreeMap<>();

    @Override
    public synchronized DomainResult claim(UUID account, String host) {
        if (of(account).stream().anyMatch(domain -> domain.kind() == DomainKind.SUBDOMAIN)) {
            return new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED);
        }
        if (domains.containsKey(host)) {
            return new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE);
        }
        return new DomainResult.Claimed(
                put(new Domain(host, account.toString(), DomainKind.SUBDOMAIN, true, true)));
    }

    @Override
    public synchronized DomainPage list(UUID account, String after, int limit) {
        return DomainPage.of(
                of(account).stream()
                        .filter(domain -> domain.host().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .map(InMemoryDomainStore::owned)
                        .toList(),
                limit);
    }

    @Override
    public synchronized Optional<OwnedDomain> setCatchAll(
            UUID account, String host, boolean catchAll) {
        return of(account).stream()
                .filter(domain -> domain.host().equals(host))
                .findFirst()
                .map(
                        domain ->
                                put(
                                        new Domain(
                                                host,
                                                domain.accountId(),
                                                domain.kind(),
                                                domain.verified(),
                                                catchAll)));
    }

    synchronized void give(UUID account, String host) {
        domains.put(host, new Domain(host, account.toString(), DomainKind.OWN, true, true));
    }

    /// Of an account that is gone, the hosts stay.
    synchronized void delete(UUID account) {
        of(account)
                .forEach(
                        domain ->
                                put(
                                        new Domain(
                                                domain.host(),
                                                null,
                                                domain.kind(),
                                                domain.verified(),
                                                domain.catchAll())));
    }

    private OwnedDomain put(Domain domain) {
        domains.put(domain.host(), domain);
        return owned(domain);
    }

    private List<Domain> of(UUID account) {
        return domains.values().stream()
                .filter(domain -> account.toString().equals(domain.accountId()))
                .toList();
    }

    private static OwnedDomain owned(Domain domain) {
        return new OwnedDomain(domain, CREATED);
    }
}
