package io.relaystream.api.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.api.SharedKafka;
import io.relaystream.api.edge.kafka.KafkaProjector;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresProjectionStore;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.service.Background;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class ProjectorIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FORWARDED =
            "SELECT forwarded FROM account_standing WHERE account_id = ?";
    private static final String ENABLED = "SELECT enabled FROM alias WHERE id = ?";

    private final EmbeddedKafka kafka;
    private final TestDatabase postgres;
    private final Database database;
    private final KafkaProducer<String, byte[]> producer;
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Progress progress = new Progress(InstantSource.system());
    private Background projector;

    ProjectorIT(@TempDir Path directory, EmbeddedKafka kafka) {
        this.kafka = kafka;
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
        projector = start();
    }

    @AfterAll
    void close() {
        projector.close();
        producer.close();
        database.close();
        postgres.close();
    }

    @Test
    void recordsBecomeRows() throws Exception {
        // Given
        UUID account = postgres.newAccount();
        UUID alias = UUID.randomUUID();

        // When
        send(Events.about(AccountEventKind.ALIAS_MADE, account, alias, "shop@ann.relay.localhost"));
        send(Events.of(AccountEventKind.SPAM_DROPPING_ON, account));
        send(Events.used(account, 3));
        send(Events.stats(account, alias, 2));
        send(Events.totals(account, 1));

        // Then
        awaitForwarded(account, 3);
        awaitRow("SELECT address FROM alias WHERE id = ?", alias, "shop@ann.relay.localhost");
        awaitRow("SELECT drop_spam FROM account WHERE id = ?", account, "t");
        awaitRow("SELECT forwarded FROM alias_stats WHERE alias_id = ?", alias, "2");
        awaitRow("SELECT forwarded FROM account_stats WHERE account_id = ?", account, "1");
        assertThat(progress.check().probe().problem()).isEmpty();
        await().atMost(SOON).until(() -> progress.lag() == 0);
    }

    @Test
    void restartRepeatsNothing() throws Exception {
        // Given
        UUID account = postgres.newAccount();
        UUID alias = UUID.randomUUID();
        send(Events.about(AccountEventKind.ALIAS_MADE, account, alias, "off@ann.relay.localhost"));
        send(
                Events.about(
                        AccountEventKind.ALIAS_SWITCHED_OFF,
                        account,
                        alias,
                        "off@ann.relay.localhost"));
        awaitRow(ENABLED, alias, "f");
        postgres.execute("UPDATE alias SET enabled = true WHERE id = ?", alias);

        // When
        projector.close();
        send(Events.used(account, 4));
        projector = start();

        // Then
        awaitForwarded(account, 4);
        assertThat(postgres.find(ENABLED, alias)).contains("t");
    }

    @Test
    void recordThatNobodyUnderstandsIsSkipped() throws Exception {
        UUID account = postgres.newAccount();
        int before = unreadable();

        send(Topics.ACCOUNT_EVENTS, account, "{".getBytes(StandardCharsets.UTF_8));
        send(Topics.ACCOUNT_EVENTS, account, "{\"v\":1}".getBytes(StandardCharsets.UTF_8));
        send(Events.of(AccountEventKind.ALIAS_MADE, account));
        send(Events.used(account, 5));

        awaitForwarded(account, 5);
        assertThat(unreadable()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        // Given
        UUID account = postgres.newAccount();
        send(Events.used(account, 6));
        awaitForwarded(account, 6);

        // When
        postgres.stop();
        send(Events.used(account, 7));
        postgres.restart();

        // Then
        awaitForwarded(account, 7);
    }

    /// Somebody gave Kafka new disks.
    @Test
    void topicThatIsMadeAnewIsReadFromItsBeginning() throws Exception {
        // Given
        UUID account = postgres.newAccount();
        send(Events.used(account, 8));
        awaitForwarded(account, 8);
        projector.close();
        postgres.execute("UPDATE projector_position SET next_offset = next_offset + 1000000");
        postgres.execute("DELETE FROM account_standing");

        // When
        projector = start();

        // Then
        awaitForwarded(account, 8);
    }

    private Background start() {
        return KafkaProjector.start(
                kafka.bootstrapServers(),
                "test",
                new PostgresProjectionStore(database, new Pseudonyms("a-key-for-tests-only")),
                progress,
                new Meters(metrics));
    }

    private void send(AccountEvent event) throws Exception {
        send(
                Topics.ACCOUNT_EVENTS,
                UUID.fromString(event.accountId()),
                Topics.ACCOUNT_EVENTS.values().serializer().serialize("", event));
    }

    private void send(AliasStats stats) throws Exception {
        send(
                Topics.ALIAS_STATS,
                UUID.fromString(stats.key()),
                Topics.ALIAS_STATS.values().serializer().serialize("", stats));
    }

    private void send(Topic<?> topic, UUID key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key.toString(), value))
                .get(10, TimeUnit.SECONDS);
    }

    private void awaitForwarded(UUID account, int expected) {
        awaitRow(FORWARDED, account, String.valueOf(expected));
    }

    private void awaitRow(String query, UUID id, String expected) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(postgres.find(query, id)).contains(expected));
    }

    private int unreadable() {
        return (int)
                metrics.scrape()
                        .lines()
                        .filter(
                                line ->
                                        line.startsWith(
                                                "relay_projected_total{result=\"unreadable\"}"))
                        .mapToDouble(
                                line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum();
    }
}
