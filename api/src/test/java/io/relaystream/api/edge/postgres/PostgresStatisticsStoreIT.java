package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.statistics.Counts;
import io.relaystream.api.statistics.Per;
import io.relaystream.api.statistics.Span;
import io.relaystream.api.statistics.StatisticsStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStatisticsStoreIT {
    private static final Instant DAY = Instant.parse("2026-11-05T00:00:00Z");
    private static final Instant LAST_HOUR = Instant.parse("2026-11-05T23:00:00Z");
    private static final Span DAYS = Span.around(Per.DAY, DAY, DAY.plusSeconds(1));
    private static final Span HOURS = Span.around(Per.HOUR, DAY, LAST_HOUR.plusSeconds(1));

    private final TestDatabase postgres;
    private final Database database;
    private final StatisticsStore store;
    private final UUID account;
    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    PostgresStatisticsStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        store = new PostgresStatisticsStore(database);
        account = postgres.newAccount();
        count(account, one, DAY, 1);
        count(account, one, LAST_HOUR, 2);
        count(account, two, LAST_HOUR, 4);
        count(account, one, DAY.minusSeconds(3_600), 100);
        count(account, one, DAY.plusSeconds(86_400), 100);
        count(postgres.newAccount(), one, DAY, 100);
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Test
    void daysAndHoursAreThoseOfUtc() {
        assertThat(store.counts(account, Optional.empty(), DAYS)).containsExactly(counts(DAY, 7));
        assertThat(store.counts(account, Optional.empty(), HOURS))
                .containsExactlyInAnyOrder(counts(DAY, 1), counts(LAST_HOUR, 6));
    }

    @Test
    void anAliasIsCountedByItself() {
        assertThat(store.counts(account, Optional.of(one), DAYS)).containsExactly(counts(DAY, 3));
        assertThat(store.perAlias(account, DAYS))
                .isEqualTo(Map.of(one, List.of(counts(DAY, 3)), two, List.of(counts(DAY, 4))));
    }

    @Test
    void anotherAccountHasItsOwn() {
        assertThat(store.counts(postgres.newAccount(), Optional.of(one), DAYS)).isEmpty();
        assertThat(store.perAlias(postgres.newAccount(), DAYS)).isEmpty();
    }

    private void count(UUID owner, UUID alias, Instant hour, int mails) {
        postgres.execute(
                "INSERT INTO message_hour VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                owner,
                alias,
                Columns.time(hour),
                mails,
                mails,
                mails,
                mails,
                mails);
    }

    private static Counts counts(Instant at, long mails) {
        return new Counts(at, mails, mails, mails, mails, mails);
    }
}
