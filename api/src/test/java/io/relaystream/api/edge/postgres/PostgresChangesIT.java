package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.api.live.Change;
import io.relaystream.api.live.Listener;
import io.relaystream.api.live.Live;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.service.Background;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresChangesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final Change change = new Change.Account(UUID.randomUUID());
    private final Live live = new Live();

    @Test
    void changesAreHeardOfAgainWhenTheDatabaseIsBack(@TempDir Path directory) {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Database database = postgres.open();
                Background _ =
                        PostgresChanges.start(
                                postgres.url(), postgres.user(), new Secret("any"), live)) {
            awaitHeard(database);
            Listener before = live.listen(change.account()).orElseThrow();

            postgres.stop();
            postgres.restart();

            // Something may have been missed.
            await().atMost(SOON).until(before::over);
            awaitHeard(database);
        }
    }

    /// As when the machine of Postgres is gone, or a firewall has forgotten the connection.
    @Test
    void connectionThatNobodyAnswersOnIsGivenUp(@TempDir Path directory) throws Exception {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Database database = postgres.open();
                Background _ =
                        PostgresChanges.start(
                                postgres.url(),
                                postgres.user(),
                                new Secret("any"),
                                live,
                                Duration.ofSeconds(1))) {
            awaitHeard(database);
            Listener before = live.listen(change.account()).orElseThrow();
            String backend =
                    postgres.text(
                            "SELECT pid FROM pg_stat_activity WHERE application_name = 'api-changes'");

            signal("-STOP", backend);
            try {
                await().atMost(SOON).until(before::over);
                awaitHeard(database);
            } finally {
                // It would keep Postgres from stopping.
                signal("-CONT", backend);
            }
        }
    }

    private static void signal(String signal, String process) throws Exception {
        int code = new ProcessBuilder("kill", signal, process).inheritIO().start().waitFor();
        assertThat(code).isZero();
    }

    /// Tells until somebody hears: it takes a moment to begin.
    private void awaitHeard(Database database) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Listener listener = live.listen(change.account()).orElseThrow()) {
                                database.transact(
                                        handle -> {
                                            ChangeTexts.tell(handle, Stream.of(change));
                                            return true;
                                        });
                                return listener.next(Duration.ofSeconds(1))
                                        .equals(Optional.of(change));
                            }
                        });
    }
}
