package io.relaystream.api.statistics;

import static java.util.function.Function.identity;

import io.relaystream.api.account.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What an owner can ask about numbers of mails.
///
/// @param clock tells what the last days are
public record StatisticsService(StatisticsStore store, InstantSource clock) {

    /// @param alias only this one; empty for the whole account
    public Statistics counts(Owner owner, Optional<UUID> alias, Span span) {
        return new Statistics(
                span, span.fill(byTime(store.counts(owner.accountId(), alias, span))));
    }

    /// The aliases that have got mail in that time.
    public List<AliasDays> perAlias(Owner owner, Span days) {
        return store.perAlias(owner.accountId(), days).entrySet().stream()
                .map(alias -> AliasDays.of(alias.getKey(), days.fill(byTime(alias.getValue()))))
                .toList();
    }

    /// The last days, with today.
    public Span lastDays(int days) {
        return Span.around(Per.DAY, now().minus(Duration.ofDays(days - 1L)), now());
    }

    public Instant now() {
        return clock.instant();
    }

    private static Map<Instant, Counts> byTime(List<Counts> counts) {
        return counts.stream().collect(Collectors.toMap(Counts::at, identity()));
    }
}
