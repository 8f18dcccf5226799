package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.cdc.edge.connect.ConnectRest;
import io.relaystream.cdc.edge.connect.ConnectWorker;
import io.relaystream.embedded.FreePort;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A version that knows no deleted aliases is upgraded.
class CdcUpgradeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void everyRowIsCapturedAnewWithWhatTheOldVersionDidNotKnowWhileItStillRuns(
            @TempDir Path directory) throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory);
                ConnectWorker oldVersion = startOldVersion(db)) {
            // Given
            assertThat(oldVersion.rest()).isNotNull();
            String kept = db.alias("kept@relay.localhost");
            String hash = db.sql("SELECT md5('deleted@relay.localhost')");
            db.alias("deleted@relay.localhost");
            db.sql("DELETE FROM alias WHERE address_hash = ?", hash);
            awaitRecords(db, Topics.ALIASES, "deleted@relay.localhost", 2);

            // When
            Cdc newVersion = db.startCdc();

            // Then
            try {
                awaitRecords(db, Topics.DELETED_ALIASES, hash, 1);
                awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 2);
                db.sql("UPDATE alias SET blocked_senders = '{spam.example}' WHERE id = ?", kept);
                awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 3);
            } finally {
                newVersion.close();
            }
        }
    }

    /// Returns when it captures.
    private static ConnectWorker startOldVersion(CapturedDatabase db) throws Exception {
        CdcConfig config = db.config(FreePort.find());
        Flyway.configure()
                .dataSource(
                        config.databaseUrl(),
                        config.databaseUser(),
                        config.databasePassword().value())
                .locations("classpath:db/migration")
                .target("2")
                .load()
                .migrate();
        new TopicSetup(config.bootstrapServers(), config.partitions(), config.replicationFactor())
                .ensure();
        ConnectWorker worker = ConnectWorker.start(Cdc.worker(config).config());
        try (ConnectRest rest = new ConnectRest(worker.rest())) {
            new ConnectorRegistrar(rest, SOON, Duration.ofMillis(100))
                    .register(ConnectorDefinition.NAME, oldDefinition());
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> rest.status(ConnectorDefinition.NAME).running());
        }
        return worker;
    }

    private static Map<String, String> oldDefinition() throws Exception {
        try (InputStream file =
                Objects.requireNonNull(
                        CdcUpgradeIT.class.getResourceAsStream("connector-before-v003.json"))) {
            return new JsonMapper().readValue(file, new TypeReference<>() {});
        }
    }

    private static void awaitRecords(CapturedDatabase db, Topic<?> topic, String key, int count) {
        try (TopicReader reader = db.read(topic.name())) {
            await().atMost(SOON).until(() -> reader.of(key).size() >= count);
        }
    }
}
