package io.relaystream.api.domain;

import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Domains in memory, all made and checked at the same instant.
public final class InMemoryDomainStore implements DomainStore {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<String, Domain> domains = new TreeMap<>();
    private final Map<UUID, Map<String, OwnedDomain>> claims = new HashMap<>();

    @Override
    public synchronized DomainResult claim(UUID account, String host) {
        if (of(account).stream().anyMatch(owned -> owned.domain().kind() == DomainKind.SUBDOMAIN)) {
            return new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED);
        }
        if (domains.containsKey(host)) {
            return new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE);
        }
        domains.put(host, new Domain(host, account.toString(), DomainKind.SUBDOMAIN, true, true));
        return claimed(account, host);
    }

    @Override
    public synchronized DomainResult claimOwn(UUID account, String host, int limit) {
        Domain domain = domains.get(host);
        if (domain != null && !account.toString().equals(domain.accountId())) {
            return new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE);
        }
        Map<String, OwnedDomain> mine = claims(account);
        if (mine.keySet().stream().filter(other -> !other.equals(host)).count() >= limit) {
            return new DomainResult.Refused(DomainRefusal.LIMIT_REACHED);
        }
        mine.putIfAbsent(host, claim(account, host, true));
        return claimed(account, host);
    }

    @Override
    public synchronized Optional<OwnedDomain> find(UUID account, String host) {
        return of(account).stream().filter(owned -> owned.domain().host().equals(host)).findFirst();
    }

    @Override
    public synchronized Optional<DomainResult> noteChecks(
            UUID account, String host, List<DomainCheck> checks, boolean proven) {
        Optional<OwnedDomain> before = find(account, host);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Domain domain = before.get().domain();
        claims(account).put(host, new OwnedDomain(domain, CREATED, CREATED, checks));
        if (proven && !domain.verified()) {
            if (domains.containsKey(host)) {
                return Optional.of(new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE));
            }
            give(account, host, domain.catchAll());
        }
        return Optional.of(claimed(account, host));
    }

    @Override
    public synchronized boolean deleteOwn(UUID account, String host) {
        if (find(account, host)
                .filter(owned -> owned.domain().kind() == DomainKind.OWN)
                .isEmpty()) {
            return false;
        }
        claims(account).remove(host);
        domains.computeIfPresent(
                host, (_, domain) -> account.toString().equals(domain.accountId()) ? null : domain);
        return true;
    }

    @Override
    public synchronized DomainPage list(UUID account, String after, int limit) {
        return DomainPage.of(
                of(account).stream()
                        .filter(owned -> owned.domain().host().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList(),
                limit);
    }

    @Override
    public synchronized Optional<OwnedDomain> setCatchAll(
            UUID account, String host, boolean catchAll) {
        Optional<OwnedDomain> before = find(account, host);
        before.ifPresent(
                owned -> {
                    Domain domain = owned.domain();
                    Domain changed =
                            new Domain(
                                    host,
                                    domain.accountId(),
                                    domain.kind(),
                                    domain.verified(),
                                    catchAll);
                    if (domain.verified()) {
                        domains.put(host, changed);
                    }
                    claims(account)
                            .computeIfPresent(
                                    host,
                                    (_, claim) ->
                                            new OwnedDomain(
                                                    changed,
                                                    claim.createdAt(),
                                                    claim.checkedAt(),
                                                    claim.checks()));
                });
        return find(account, host);
    }

    synchronized void give(UUID account, String host) {
        give(account, host, true);
    }

    /// Of an account that is gone, the subdomains stay.
    synchronized void delete(UUID account) {
        for (OwnedDomain owned : of(account)) {
            Domain domain = owned.domain();
            if (domain.kind() == DomainKind.OWN) {
                deleteOwn(account, domain.host());
            } else {
                domains.put(
                        domain.host(),
                        new Domain(
                                domain.host(),
                                null,
                                domain.kind(),
                                domain.verified(),
                                domain.catchAll()));
            }
        }
    }

    private void give(UUID account, String host, boolean catchAll) {
        domains.put(host, new Domain(host, account.toString(), DomainKind.OWN, true, catchAll));
    }

    private DomainResult claimed(UUID account, String host) {
        return new DomainResult.Claimed(find(account, host).orElseThrow());
    }

    private Map<String, OwnedDomain> claims(UUID account) {
        return claims.computeIfAbsent(account, _ -> new TreeMap<>());
    }

    private static OwnedDomain claim(UUID account, String host, boolean catchAll) {
        return new OwnedDomain(
                new Domain(host, account.toString(), DomainKind.OWN, false, catchAll),
                CREATED,
                null,
                List.of());
    }

    /// In the order of the hosts; what is only claimed is not verified.
    private List<OwnedDomain> of(UUID account) {
        Map<String, OwnedDomain> all = new TreeMap<>(claims(account));
        domains.values().stream()
                .filter(domain -> account.toString().equals(domain.accountId()))
                .forEach(
                        domain -> {
                            OwnedDomain claim = all.get(domain.host());
                            all.put(
                                    domain.host(),
                                    new OwnedDomain(
                                            domain,
                                            CREATED,
                                            claim == null ? null : claim.checkedAt(),
                                            claim == null ? List.of() : claim.checks()));
                        });
        return List.copyOf(all.values());
    }
}
