package io.relaystream.api.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.account.Owner;
import io.relaystream.core.account.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatisticsServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T13:20:00Z");
    private final UUID alias = UUID.randomUUID();
    private final Owner owner = new Owner(UUID.randomUUID(), Plan.FREE, true, Set.of(), null);
    private final InMemoryStatisticsStore store = new InMemoryStatisticsStore();
    private final StatisticsService statistics = new StatisticsService(store, () -> NOW);

    @Test
    void hourInWhichNothingHappenedCountsNothing() {
        Counts noon = new Counts(at("12:00"), 1, 2, 3, 4, 5);
        store.put(owner.accountId(), alias, List.of(noon));

        Statistics day =
                statistics.counts(
                        owner, Optional.empty(), Span.around(Per.HOUR, at("11:10"), at("13:30")));

        assertThat(day.span().from()).isEqualTo(at("11:00"));
        assertThat(day.span().to()).isEqualTo(at("14:00"));
        assertThat(day.items())
                .containsExactly(Counts.none(at("11:00")), noon, Counts.none(at("13:00")));
    }

    @Test
    void everyAliasHasAllDays() {
        store.put(
                owner.accountId(),
                alias,
                List.of(new Counts(Instant.parse("2026-11-23T00:00:00Z"), 7, 8, 0, 0, 0)));

        assertThat(statistics.perAlias(owner, statistics.lastDays(3)))
                .containsExactly(new AliasDays(alias, List.of(0L, 7L, 0L), List.of(0L, 8L, 0L)));
    }

    @Test
    void endOnTheHourBeginsNoFurtherOne() {
        assertThat(Span.around(Per.HOUR, at("11:00"), at("12:00")).steps()).isEqualTo(1);
        assertThat(Span.around(Per.DAY, at("11:00"), at("12:00")).steps()).isEqualTo(1);
    }

    @Test
    void spanIsNeitherEmptyNorEndless() {
        assertThat(Span.around(Per.DAY, NOW.minusSeconds(999 * 86_400L), NOW).steps())
                .isEqualTo(1_000);
        for (Instant from : List.of(NOW.minusSeconds(1_000 * 86_400L), NOW.plusSeconds(86_400))) {
            assertThatThrownBy(() -> Span.around(Per.DAY, from, NOW))
                    .hasMessage("must be before to, and at most 1,000 hours or days");
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z");
    }
}
