package io.relaystream.api.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Numbers in memory, as they were given, whatever the span is.
public final class InMemoryStatisticsStore implements StatisticsStore {
    private final Map<UUID, Map<UUID, List<Counts>>> counts = new HashMap<>();

    public void put(UUID account, UUID alias, List<Counts> of) {
        counts.computeIfAbsent(account, _ -> new HashMap<>()).put(alias, of);
    }

    @Override
    public List<Counts> counts(UUID account, Optional<UUID> alias, Span span) {
        return perAlias(account, span).entrySet().stream()
                .filter(each -> alias.isEmpty() || alias.get().equals(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    @Override
    public Map<UUID, List<Counts>> perAlias(UUID account, Span span) {
        return counts.getOrDefault(account, Map.of());
    }
}
