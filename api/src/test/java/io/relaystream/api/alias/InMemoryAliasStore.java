package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Aliases in memory, all made on one day, with a clock that moves by a microsecond at each change.
public final class InMemoryAliasStore implements AliasStore {
    private final Map<UUID, Map<UUID, OwnedAlias>> aliases = new HashMap<>();
    private final Map<String, UUID> domains = new HashMap<>();
    private final Map<UUID, Integer> made = new HashMap<>();
    private final Set<String> issued = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Addition add(
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings,
            Limits limits) {
        if (of(account).size() >= limits.total()) {
            return new Addition.OverLimit();
        }
        if (made.getOrDefault(account, 0) >= limits.perDay()) {
            return new Addition.OverDailyLimit();
        }
        if (!issued.add(addressHash)) {
            return new Addition.AddressUnavailable();
        }
        made.merge(account, 1, Integer::sum);
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
    public synchronized AliasPage list(
            UUID account, AliasFilter filter, AliasOrder order, int limit) {
        return page(account, filter, order, _ -> true, limit);
    }

    @Override
    public synchronized AliasPage listAfter(
            UUID account, AliasFilter filter, AliasPosition after, int limit) {
        Comparator<AliasPosition> positions = positions(after.order());
        return page(
                account,
                filter,
                after.order(),
                alias -> positions.compare(AliasPosition.of(after.order(), alias), after) > 0,
                limit);
    }

    @Override
    public synchronized AliasEdit change(
            UUID account,
            UUID id,
            Predicate<OwnedAlias> asSeen,
            UnaryOperator<AliasSettings> change) {
        return edit(
                account,
                id,
                asSeen,
                alias -> {
                    OwnedAlias changed = changed(alias, change.apply(alias.settings()));
                    of(account).put(id, changed);
                    return changed;
                });
    }

    @Override
    public synchronized AliasEdit delete(UUID account, UUID id, Predicate<OwnedAlias> asSeen) {
        return edit(
                account,
                id,
                asSeen,
                alias -> {
                    of(account).remove(id);
                    return alias;
                });
    }

    @Override
    public synchronized Set<UUID> switchAll(UUID account, Set<UUID> ids, boolean enabled) {
        Set<UUID> found = found(account, ids);
        found.forEach(id -> change(account, id, _ -> true, AliasChange.enabled(enabled)));
        return found;
    }

    @Override
    public synchronized Set<UUID> deleteAll(UUID account, Set<UUID> ids) {
        Set<UUID> found = found(account, ids);
        found.forEach(id -> delete(account, id, _ -> true));
        return found;
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
        aliases.keySet()
                .forEach(account -> change(account, id, _ -> true, AliasChange.enabled(false)));
        return address(id);
    }

    @Override
    public synchronized boolean ownsDomain(UUID account, String host) {
        return account.equals(domains.get(host));
    }

    synchronized void giveDomain(UUID account, String host) {
        domains.put(host, account);
    }

    /// What became of the mail of an alias.
    synchronized void giveStats(UUID account, UUID id, AliasStats stats) {
        of(account)
                .computeIfPresent(
                        id,
                        (_, alias) ->
                                new OwnedAlias(
                                        id,
                                        alias.address(),
                                        alias.kind(),
                                        alias.settings(),
                                        stats,
                                        alias.createdAt(),
                                        alias.updatedAt()));
    }

    private AliasEdit edit(
            UUID account, UUID id, Predicate<OwnedAlias> asSeen, UnaryOperator<OwnedAlias> edit) {
        OwnedAlias alias = of(account).get(id);
        if (alias == null) {
            return new AliasEdit.Absent();
        }
        return asSeen.test(alias)
                ? new AliasEdit.Done(edit.apply(alias))
                : new AliasEdit.Unmatched();
    }

    private Set<UUID> found(UUID account, Set<UUID> ids) {
        Set<UUID> found = new HashSet<>(ids);
        found.retainAll(of(account).keySet());
        return found;
    }

    private AliasPage page(
            UUID account,
            AliasFilter filter,
            AliasOrder order,
            Predicate<OwnedAlias> after,
            int limit) {
        return AliasPage.of(
                of(account).values().stream()
                        .filter(alias -> shows(filter, alias))
                        .filter(after)
                        .sorted(
                                Comparator.comparing(
                                        alias -> AliasPosition.of(order, alias), positions(order)))
                        .limit(limit + 1L)
                        .toList(),
                order,
                limit);
    }

    private static Comparator<AliasPosition> positions(AliasOrder order) {
        Comparator<AliasPosition> byKey =
                switch (order.by()) {
                    case CREATED_AT, LAST_USED_AT ->
                            Comparator.comparing(position -> Instant.parse(position.key()));
                    case ADDRESS -> Comparator.comparing(AliasPosition::key);
                    case FORWARDED, BLOCKED ->
                            Comparator.comparingLong(position -> Long.parseLong(position.key()));
                };
        // As Postgres compares ids.
        Comparator<AliasPosition> ascending =
                byKey.thenComparing(position -> position.id().toString());
        return order.descending() ? ascending.reversed() : ascending;
    }

    private static boolean shows(AliasFilter filter, OwnedAlias alias) {
        Remarks remarks = alias.settings().remarks();
        return filter.enabled().stream().allMatch(on -> on == alias.settings().enabled())
                && filter.domain().stream().allMatch(alias.address().domain()::equals)
                && filter.label().stream().allMatch(remarks.label()::equals)
                && filter.text().stream()
                        .allMatch(
                                text ->
                                        Stream.of(
                                                        alias.address().value(),
                                                        remarks.label().text(),
                                                        remarks.note().text(),
                                                        remarks.usedOn().text())
                                                .anyMatch(
                                                        each ->
                                                                each.toLowerCase(Locale.ROOT)
                                                                        .contains(
                                                                                text.toLowerCase(
                                                                                        Locale
                                                                                                .ROOT))));
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

    private Map<UUID, OwnedAlias> of(UUID account) {
        return aliases.computeIfAbsent(account, _ -> new LinkedHashMap<>());
    }

    private Instant tick() {
        now = now.plusNanos(1_000);
        return now;
    }
}
