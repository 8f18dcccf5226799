package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.webhook.WebhookStore;
import io.relaystream.api.webhook.WebhookStoreContract;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
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

    /// So that whoever has mended the receiver need not wait for hours.
    @Test
    void pendingPingIsPostedSoonButNeverTwiceAtOnce() {
        UUID account = newAccount();
        UUID webhook = store().add(account, URL, Set.of(), SECRET, 1).orElseThrow().id();
        UUID ping = store().ping(account, webhook).orElseThrow();
        postgres.execute(
                "UPDATE webhook_delivery SET next_attempt_at = now() + interval '6 hours'");

        assertThat(store().ping(account, webhook)).contains(ping);

        assertThat(
                        postgres.find(
                                "SELECT next_attempt_at - now() BETWEEN '1 minute' AND '2 minutes' FROM webhook_delivery WHERE id = ?",
                                ping))
                .contains("t");
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
