package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between two changes, and that the second one is captured all the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CdcRecoveryIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final CapturedDatabase db;

    CdcRecoveryIT(@TempDir Path directory) {
        db = new CapturedDatabase(directory);
    }

    @AfterAll
    void close() {
        db.close();
    }

    @Test
    void goesOnAfterARestartWithoutReadingTheTablesAnew() throws Exception {
        // Given
        whileCapturing(() -> captureAndConfirm("before-restart@relay.localhost"));

        // When
        db.alias("during-restart@relay.localhost");

        // Then
        whileCapturing(
                () -> {
                    awaitCaptured("during-restart@relay.localhost", 1);
                    db.alias("after-restart@relay.localhost");
                    awaitCaptured("after-restart@relay.localhost", 1);
                    assertThat(captured("before-restart@relay.localhost")).isEqualTo(1);
                });
    }

    /// A crash can leave the slot a moment ahead of the offset that Connect stored.
    @Test
    void goesOnWhenTheSlotIsAheadOfTheStoredOffset() throws Exception {
        // Given
        whileCapturing(() -> captureAndConfirm("before-crash@relay.localhost"));

        // When
        db.sql("UPDATE cdc_heartbeat SET beat_at = clock_timestamp()");
        db.sql("SELECT pg_replication_slot_advance('relaystream', pg_current_wal_lsn())");
        db.alias("after-crash@relay.localhost");

        // Then
        whileCapturing(
                () -> {
                    awaitCaptured("after-crash@relay.localhost", 1);
                    assertThat(captured("before-crash@relay.localhost")).isEqualTo(1);
                });
    }

    @Test
    void goesOnWhenPostgresWasRestarted() throws Exception {
        whileCapturing(
                () -> {
                    db.restartPostgres();
                    db.alias("postgres-is-back@relay.localhost");
                    awaitCaptured("postgres-is-back@relay.localhost", 1);
                });
    }

    @Test
    void goesOnWhenTheReplicationConnectionBroke() throws Exception {
        whileCapturing(
                () -> {
                    await().atMost(SOON).until(this::replicating);
                    db.sql("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
                    db.alias("connection-is-back@relay.localhost");
                    awaitCaptured("connection-is-back@relay.localhost", 1);
                });
    }

    @Test
    void readsTheTablesAnewWhenTheSlotIsGone() throws Exception {
        // Given
        whileCapturing(() -> captureAndConfirm("before-loss@relay.localhost"));

        // When
        db.sql("SELECT pg_drop_replication_slot('relaystream')");
        db.alias("in-the-gap@relay.localhost");

        // Then
        whileCapturing(
                () -> {
                    awaitCaptured("in-the-gap@relay.localhost", 1);
                    awaitCaptured("before-loss@relay.localhost", 2);
                });
    }

    @Test
    void findsADatabaseThatWasReplacedByANewOneAtAnotherPlace() throws Exception {
        // Given
        whileCapturing(() -> captureAndConfirm("old-database@relay.localhost"));

        // When
        db.replacePostgres();

        // Then
        whileCapturing(
                () -> {
                    db.alias("new-database@relay.localhost");
                    awaitCaptured("new-database@relay.localhost", 1);
                });
    }

    private void whileCapturing(Step step) throws Exception {
        Cdc cdc = db.startCdc();
        try {
            step.run();
        } finally {
            cdc.close();
        }
    }

    /// Returns when the alias is in Kafka, Connect has stored how far it is, and Postgres knows.
    private void captureAndConfirm(String address) throws Exception {
        db.alias(address);
        String committed = db.sql("SELECT pg_current_wal_lsn()");
        awaitCaptured(address, 1);
        await().atMost(SOON).until(() -> confirmed(committed));
    }

    private void awaitCaptured(String address, int count) {
        await().atMost(SOON).until(() -> captured(address) >= count);
    }

    private int captured(String address) {
        try (TopicReader aliases = db.read(Topics.ALIASES.name())) {
            return aliases.of(address).size();
        }
    }

    private boolean confirmed(String position) throws Exception {
        return "t"
                .equals(
                        db.sql(
                                "SELECT confirmed_flush_lsn >= ?::pg_lsn FROM pg_replication_slots",
                                position));
    }

    private boolean replicating() throws Exception {
        return "t".equals(db.sql("SELECT active FROM pg_replication_slots"));
    }

    /// What happens while changes are captured.
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }
}
