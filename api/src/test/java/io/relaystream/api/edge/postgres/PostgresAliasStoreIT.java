package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.alias.AliasEdit;
import io.relaystream.api.alias.AliasFilter;
import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasSort;
import io.relaystream.api.alias.AliasStore;
import io.relaystream.api.alias.AliasStoreContract;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.stats.AliasStats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAliasStoreIT implements AliasStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresAliasStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public AliasStore store() {
        return new PostgresAliasStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }

    @Override
    public void giveDomain(UUID account, Domain domain) {
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind, verified) VALUES (?, ?, ?, ?)",
                domain.host(),
                account,
                domain.kind().code(),
                domain.verified());
    }

    @Override
    public void giveStats(
            UUID account, OwnedAlias alias, long forwarded, long blocked, Instant lastUsedAt) {
        postgres.execute(
                "INSERT INTO alias_stats VALUES (?, ?, ?, ?, 0, 0, 0, ?)",
                alias.id(),
                account,
                forwarded,
                blocked,
                lastUsedAt.atOffset(ZoneOffset.UTC));
    }

    @Test
    void whatHasBecomeOfItsMailIsShown() {
        UUID account = newAccount();
        OwnedAlias alias = add(account, "counted@relay.localhost");
        postgres.execute(
                "INSERT INTO alias_stats VALUES (?, ?, 1, 2, 3, 4, 5, '2026-01-05 12:00Z')",
                alias.id(),
                account);
        AliasStats stats =
                new AliasStats(
                        account.toString(),
                        alias.id().toString(),
                        1,
                        2,
                        3,
                        4,
                        5,
                        Instant.parse("2026-01-05T12:00:00Z"));

        assertThat(store().find(account, alias.id())).map(OwnedAlias::stats).contains(stats);
        assertThat(newest(account, 1).items()).extracting(OwnedAlias::stats).containsExactly(stats);
        assertThat(store().change(account, alias.id(), _ -> true, _ -> CLOSED))
                .isInstanceOfSatisfying(
                        AliasEdit.Done.class,
                        done -> assertThat(done.alias().stats()).isEqualTo(stats));
    }

    @ParameterizedTest
    @EnumSource
    void listOfFiveThousandAliasesComesAtOnce(AliasSort sort) {
        UUID account = newAccount();
        postgres.execute(
                """
                INSERT INTO alias (account_id, address, address_hash, kind, label, note, created_at)
                SELECT ?, i || ?, md5(i || ?), 'random', 'Shop ' || i, repeat('all about it ', 20),
                    now() - i * interval '1 second'
                FROM generate_series(1, 5000) AS i
                """,
                account,
                sort.code().toLowerCase(Locale.ROOT) + "@relay.localhost",
                account.toString());
        postgres.execute(
                """
                INSERT INTO alias_stats (alias_id, account_id, forwarded, blocked, replied,
                    trackers_removed, complaints, last_used_at)
                SELECT id, account_id, length(address), 1, 0, 0, 0, created_at FROM alias
                WHERE account_id = ?
                """,
                account);
        AliasFilter text =
                new AliasFilter(
                        Optional.of(true),
                        Optional.of("relay.localhost"),
                        Optional.empty(),
                        Optional.of("no such text"));
        AliasOrder order = new AliasOrder(sort, true);
        AliasPosition middle =
                store().list(account, AliasFilter.NONE, order, 2_500).next().orElseThrow();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> {
                            long start = System.nanoTime();
                            store().list(account, text, order, 50);
                            store().listAfter(account, AliasFilter.NONE, middle, 50);
                            assertThat(Duration.ofNanos(System.nanoTime() - start))
                                    .isLessThan(Duration.ofMillis(150));
                        });
    }
}
