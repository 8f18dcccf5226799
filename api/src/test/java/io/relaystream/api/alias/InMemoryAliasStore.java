package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Aliases in memory, with a clock that moves by a microsecond at each change.
public final class InMemoryAliasStore implements AliasStore {
    private final Map<UUID, Map<UUID, OwnedAlias>> aliases = new HashMap<>();
    private final Map<String, UUID> domains = new HashMap<>();
    private final Set<String> issued = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Addition add(
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings,
            int limit) {
        if (of(account).size() >= limit) {
            return new Addition.OverLimit();
        }
        if (!issued.add(addressHash)) {
            return new Addition.AddressUnavailable();
        }
        Instant time = tick();
        UUID id = UUID.randomUUID();
        AliasStats stats = AliasStats.none(account.toString(), id.toString());
        OwnedAlias alias = new OwnedAlias(id, address, kind, settings, stats, time, time);
        of(account).put(alias.id(), alias);
        return new Addition.Added(alias);
    }

    @Override
    public synchronized Optional<OwnedAlias> find(UUID account, UUID id) {
        return Optional.ofNullable(of(account).get(id));
    }

    @Override
    public synchronized AliasPage newest(UUID account, int limit) {
        return AliasPage.of(newestFirst(account).stream().limit(limit + 1L).toList(), limit);
    }

    @Override
    public synchronized AliasPage newestAfter(UUID account, AliasPosition after, int limit) {
        return AliasPage.of(
                newestFirst(account).stream()
                        .filter(alias -> alias.createdAt().isBefore(after.createdAt()))
                        .limit(limit + 1L)
                        .toList(),
                limit);
    }

    @Override
    public synchronized Optional<OwnedAlias> change(
            UUID account, UUID id, UnaryOperator<AliasSettings> change) {
        return Optional.ofNullable(
                of(account)
                        .computeIfPresent(
                                id, (_, alias) -> changed(alias, change.apply(alias.settings()))));
    }

    @Override
    public synchronized boolean delete(UUID account, UUID id) {
        return of(account).remove(id) != null;
    }

    @Override
    public synchronized Optional<EmailAddress> address(UUID id) {
        return aliases.values().stream()
                .flatMap(account -> Optional.ofNullable(account.get(id)).stream())
                .map(OwnedAlias::address)
                .findFirst();
    }

    @Override
    public synchronized Optional<EmailAddress> switchOff(UUID id) {
        aliases.keySet().forEach(account -> change(account, id, InMemoryAliasStore::off));
        return address(id);
    }

    @Override
    public synchronized boolean ownsDomain(UUID account, String host) {
        return account.equals(domains.get(host));
    }

    synchronized void giveDomain(UUID account, String host) {
        domains.put(host, account);
    }

    private static AliasSettings off(AliasSettings before) {
        return new AliasChange(
                        Optional.of(false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .apply(before);
    }

    private OwnedAlias changed(OwnedAlias alias, AliasSettings settings) {
        return settings.equals(alias.settings())
                ? alias
                : new OwnedAlias(
                        alias.id(),
                        alias.address(),
                        alias.kind(),
                        settings,
                        alias.stats(),
                        alias.createdAt(),
                        tick());
    }

    private List<OwnedAlias> newestFirst(UUID account) {
        return of(account).values().stream()
                .sorted(Comparator.comparing(OwnedAlias::createdAt).reversed())
                .toList();
    }

    private Map<UUID, OwnedAlias> of(UUID account) {
        return aliases.computeIfAbsent(account, _ -> new LinkedHashMap<>());
    }

    private Instant tick() {
        now = now.plusNanos(1_000);
        return now;
    }
}
