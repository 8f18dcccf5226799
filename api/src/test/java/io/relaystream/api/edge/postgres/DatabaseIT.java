package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.config.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseIT {
    private final TestDatabase postgres;
    private final Database database;

    DatabaseIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Test
    void failureShowsNothingOfTheRow() {
        Throwable failure =
                catchThrowable(
                        () ->
                                database.transact(
                                        handle ->
                                                handle.createUpdate(
                                                                "INSERT INTO account (email) VALUES (:email)")
                                                        .bind("email", "CANARY@home.example")
                                                        .execute()));

        assertThat(failure).isInstanceOf(JdbiException.class);
        StringWriter logged = new StringWriter();
        failure.printStackTrace(new PrintWriter(logged, true));
        assertThat(logged.toString()).contains("violates check constraint");
        assertThat(logged.toString()).doesNotContain("CANARY");
    }

    /// alias-cdc may be still at work when the api of the same version starts.
    @Test
    void schemaOfAnOlderVersionIsNotEnough() {
        postgres.execute("ALTER TABLE message RENAME TO not_yet");
        assertThat(database.schemaIsThere()).isFalse();

        postgres.execute("ALTER TABLE not_yet RENAME TO message");
        assertThat(database.schemaIsThere()).isTrue();
    }

    @Test
    void statementThatTakesTooLongIsCutOff() {
        assertThatThrownBy(() -> database.transact(handle -> handle.execute("SELECT pg_sleep(20)")))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void databaseThatIsAwayIsUnavailableWithinSeconds() {
        try (Database away =
                new Database(
                        "jdbc:postgresql://127.0.0.1:1/relaystream", "any", new Secret("any"))) {
            assertThatThrownBy(() -> away.transact(handle -> handle.execute("SELECT 1")))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }
}
