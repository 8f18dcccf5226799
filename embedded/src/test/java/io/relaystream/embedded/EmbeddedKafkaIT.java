package io.relaystream.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir private static Path sharedDir;
    private static EmbeddedKafka shared;

    @BeforeAll
    static void start() {
        shared = EmbeddedKafka.startOnFreePort(sharedDir);
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @Test
    void deliversWhatWasProduced() throws Exception {
        String servers = shared.bootstrapServers();
        createTopic(servers, "delivered");

        produce(servers, "delivered", "one", "two");

        assertThat(consume(servers, "delivered", "readers", 2)).containsExactly("one", "two");
    }

    @Test
    void showsOnlyCommittedTransactions() throws Exception {
        // Given
        String servers = shared.bootstrapServers();
        createTopic(servers, "transactional");

        // When
        try (KafkaProducer<String, String> producer =
                producer(servers, Map.of("transactional.id", "writer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "aborted")).get(10, SECONDS);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "committed")).get(10, SECONDS);
            producer.commitTransaction();
        }

        // Then
        assertThat(consume(servers, "transactional", "readers", 1)).containsExactly("committed");
    }

    @Test
    void makesNoTopicThatNobodyDeclared() throws Exception {
        String servers = shared.bootstrapServers();

        try (KafkaProducer<String, String> producer =
                producer(servers, Map.of("max.block.ms", 2_000))) {
            assertThatThrownBy(
                            () ->
                                    producer.send(new ProducerRecord<>("mistyped", "lost"))
                                            .get(10, SECONDS))
                    .hasMessageContaining("Topic mistyped not present in metadata");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(admin.listTopics().names().get(10, SECONDS)).doesNotContain("mistyped");
        }
    }

    @Test
    void takesRecordsOfUpToTwoMebibytes() throws Exception {
        // Given
        String servers = shared.bootstrapServers();
        createTopic(servers, "large");
        int limit = 2 * 1024 * 1024;

        try (KafkaProducer<String, String> producer =
                producer(servers, Map.of("max.request.size", 2 * limit))) {

            // When
            producer.send(new ProducerRecord<>("large", "x".repeat(limit - 1_000)))
                    .get(10, SECONDS);

            // Then
            assertThatThrownBy(
                            () ->
                                    producer.send(new ProducerRecord<>("large", "x".repeat(limit)))
                                            .get(10, SECONDS))
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void keepsRecordsAndOffsetsOverARestartOnOtherPorts(@TempDir Path dataDir) throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePort(dataDir)) {
            createTopic(kafka.bootstrapServers(), "kept");
            produce(kafka.bootstrapServers(), "kept", "one", "two");
            assertThat(consume(kafka.bootstrapServers(), "kept", "readers", 2)).hasSize(2);
            produce(kafka.bootstrapServers(), "kept", "three");
        }

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePort(dataDir)) {

            // Then
            String servers = kafka.bootstrapServers();
            assertThat(consume(servers, "kept", "readers", 1)).containsExactly("three");
            assertThat(consume(servers, "kept", "others", 3))
                    .containsExactly("one", "two", "three");
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsJvmIsKilled(@TempDir Path dataDir) throws Exception {
        // Given
        int port = FreePort.find();
        try (ChildJvm jvm = ChildJvm.start(ChildJvm.Server.KAFKA, dataDir, port)) {
            createTopic("127.0.0.1:" + port, "kept");
            produce("127.0.0.1:" + port, "kept", "one", "two");
            jvm.kill();
        }
        Instant before = Instant.now();

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, port, FreePort.find())) {

            // Then
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
            assertThat(consume(kafka.bootstrapServers(), "kept", "readers", 2))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void refusesAPortThatIsTaken(@TempDir Path dataDir) {
        int taken = Integer.parseInt(shared.bootstrapServers().split(":", -1)[1]);

        assertThatThrownBy(() -> EmbeddedKafka.start(dataDir, taken, FreePort.find()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of the embedded Kafka must be free");
    }

    @Test
    void refusesDataThatAnotherBrokerUses() {
        assertThatThrownBy(() -> EmbeddedKafka.startOnFreePort(sharedDir))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must belong to one process, but another one runs on it");
    }

    private static void createTopic(String servers, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(10, SECONDS);
        }
    }

    private static void produce(String servers, String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = producer(servers, Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get(10, SECONDS);
            }
        }
    }

    /// Reads what the group has not read yet and commits it.
    private static List<String> consume(String servers, String topic, String group, int count) {
        List<String> values = new ArrayList<>();
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "session.timeout.ms",
                        6_000);
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant end = Instant.now().plusSeconds(20);
            while (values.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }

    private static KafkaProducer<String, String> producer(
            String servers, Map<String, Object> extra) {
        Map<String, Object> settings = new HashMap<>(extra);
        settings.put("bootstrap.servers", servers);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
