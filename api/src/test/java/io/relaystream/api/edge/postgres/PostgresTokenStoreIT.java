package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.TokenStore;
import io.relaystream.api.account.TokenStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTokenStoreIT implements TokenStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresTokenStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public TokenStore store() {
        return new PostgresTokenStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }
}
