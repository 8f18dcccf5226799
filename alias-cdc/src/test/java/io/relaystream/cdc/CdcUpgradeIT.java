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

/// An older version is upgraded while it runs: every row is captured anew, with what that version
/// did not know.
class CdcUpgradeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void versionThatKnowsNoDeletedAliases(@TempDir Path directory) throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory);
                ConnectWorker oldVersion = startOldVersion(db, "2", "connector-before-v003.json")) {
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
                awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 4);
                db.sql("UPDATE alias SET blocked_senders = '{spam.example}' WHERE id = ?", kept);
                awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 5);
            } finally {
                newVersion.close();
            }
        }
    }

    @Test
    void versionThatKnowsNoSettingsOfOwners(@TempDir Path directory) throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory);
                ConnectWorker oldVersion = startOldVersion(db, "4", "connector-before-v005.json")) {
            // Given
            assertThat(oldVersion.rest()).isNotNull();
            String account = db.account("kept");
            db.sql("UPDATE account SET suspended_until = '2027-01-01' WHERE id = ?", account);
            db.alias(account, "kept@relay.localhost");
            awaitRecords(db, Topics.ACCOUNTS, account, 2);
            awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 1);

            // When
            Cdc newVersion = db.startCdc();

            // Then
            try {
                assertThat(awaitRecords(db, Topics.ACCOUNTS, account, 4))
                        .contains(
                                "\"suspended_until\":\"2027-01-01T00:00:00.000000Z\"",
                                "\"banner\":true",
                                "\"remove_trackers\":false",
                                "\"locale\":\"en\"",
                                "\"pgp_key\":null",
                                "\"reply_name\":null",
                                "\"sealed_replies\":false");
                assertThat(awaitRecords(db, Topics.ALIASES, "kept@relay.localhost", 3))
                        .contains("\"banner\":true");
            } finally {
                newVersion.close();
            }
        }
    }

    /// Returns when it captures.
    private static ConnectWorker startOldVersion(
            CapturedDatabase db, String migrated, String connector) throws Exception {
        CdcConfig config = db.config(FreePort.find());
        Flyway.configure()
                .dataSource(
                        config.databaseUrl(),
                        config.databaseUser(),
                        config.databasePassword().value())
                .locations("classpath:db/migration")
                .target(migrated)
                .load()
                .migrate();
        new TopicSetup(config.bootstrapServers(), config.partitions(), config.replicationFactor())
                .ensure();
        ConnectWorker worker = ConnectWorker.start(Cdc.worker(config).config());
        try (ConnectRest rest = new ConnectRest(worker.rest())) {
            new ConnectorRegistrar(rest, SOON, Duration.ofMillis(100))
                    .register(ConnectorDefinition.NAME, definition(connector));
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> rest.status(ConnectorDefinition.NAME).running());
        }
        return worker;
    }

    private static Map<String, String> definition(String connector) throws Exception {
        try (InputStream file =
                Objects.requireNonNull(CdcUpgradeIT.class.getResourceAsStream(connector))) {
            return new JsonMapper().readValue(file, new TypeReference<>() {});
        }
    }

    /// @return the value of the newest
    private static String awaitRecords(CapturedDatabase db, Topic<?> topic, String key, int count) {
        try (TopicReader reader = db.read(topic.name())) {
            await().atMost(SOON).until(() -> reader.of(key).size() >= count);
            return String.valueOf(reader.of(key).getLast().value());
        }
    }
}
