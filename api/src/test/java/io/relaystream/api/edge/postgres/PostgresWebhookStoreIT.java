package io.relaystream.api.edge.postgres;

import io.relaystream.api.webhook.WebhookStore;
import io.relaystream.api.webhook.WebhookStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresWebhookStoreIT implements WebhookStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresWebhookStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public WebhookStore store() {
        return new PostgresWebhookStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }
}
