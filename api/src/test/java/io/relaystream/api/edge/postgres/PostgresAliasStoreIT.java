package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.alias.AliasStore;
import io.relaystream.api.alias.AliasStoreContract;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.stats.AliasStats;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(store().newest(account, 1).items())
                .extracting(OwnedAlias::stats)
                .containsExactly(stats);
        assertThat(store().change(account, alias.id(), _ -> CLOSED))
                .map(OwnedAlias::stats)
                .contains(stats);
    }
}
