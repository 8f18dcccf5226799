package io.relaystream.api.edge.postgres;

import io.relaystream.api.domain.DomainStore;
import io.relaystream.api.domain.DomainStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresDomainStoreIT implements DomainStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresDomainStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public DomainStore store() {
        return new PostgresDomainStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }

    @Override
    public void give(UUID account, String host) {
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind, verified) VALUES (?, ?, 'own', true)",
                host,
                account);
    }

    @Override
    public void delete(UUID account) {
        postgres.execute("DELETE FROM account WHERE id = ?", account);
    }
}
