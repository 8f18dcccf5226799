package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.repeat.RepeatStore;
import io.relaystream.api.repeat.RepeatStore.Beginning;
import io.relaystream.api.repeat.RepeatStoreContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRepeatStoreIT implements RepeatStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresRepeatStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public RepeatStore store() {
        return new PostgresRepeatStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }

    @Test
    void keysAreForgottenAfterADayWhoseverTheyAre() {
        UUID account = newAccount();
        store().begin(account, "old", HASH);
        store().finish(account, "old", ANSWER);
        age(account, "1 day 1 second");

        store().begin(newAccount(), "new", HASH);

        assertThat(postgres.find("SELECT key FROM idempotency_key WHERE account_id = ?", account))
                .isEmpty();
    }

    @Test
    void requestThatNeverEndedMakesRoomForTheNext() {
        UUID account = newAccount();
        store().begin(account, "key", HASH);
        age(account, "61 seconds");

        assertThat(store().begin(account, "key", "b".repeat(64)))
                .isEqualTo(new Beginning.Another());
        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.First());
        assertThat(store().begin(account, "key", HASH)).isEqualTo(new Beginning.UnderWay());
    }

    private void age(UUID account, String by) {
        postgres.execute(
                "UPDATE idempotency_key SET created_at = created_at - ?::interval WHERE account_id = ?",
                by,
                account);
    }
}
