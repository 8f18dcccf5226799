package io.relaystream.api.edge.postgres;

import io.relaystream.api.alias.AliasStore;
import io.relaystream.api.alias.AliasStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
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
        UUID id = UUID.randomUUID();
        postgres.execute("INSERT INTO account (id, email) VALUES (?, ?)", id, id + "@home.example");
        return id;
    }

    @Override
    public void giveDomain(UUID account, String host, boolean verified) {
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind, verified) VALUES (?, ?, 'own', ?)",
                host,
                account,
                verified);
    }
}
