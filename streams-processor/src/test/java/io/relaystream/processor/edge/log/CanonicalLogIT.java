package io.relaystream.processor.edge.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.service.Background;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;
    private EmbeddedKafka kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private Path file;
    private int records;

    @BeforeEach
    void start() throws InterruptedException {
        kafka = EmbeddedKafka.startOnFreePort(directory.resolve("kafka"));
        file = directory.resolve("canonical.jsonl");
        new TopicSetup(kafka.bootstrapServers(), 3, (short) 1).ensure();
        producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
        kafka.close();
    }

    @Test
    void writesTheRecordsFieldsAndItsPlace() throws Exception {
        put(1, 1);

        try (Background _ = CanonicalLog.toFile(kafka.bootstrapServers(), file)) {
            await().atMost(PATIENCE).until(() -> lines().size() == 1);
        }

        JsonNode line = JSON.readTree(lines().getFirst());
        assertThat(line.get("Type").asText()).isEqualTo("relaystream.mail");
        assertThat(line.get("EnvVersion").asText()).isEqualTo("2.0");
        JsonNode fields = line.get("Fields");
        assertThat(fields.get("delivery_id").asText()).isEqualTo(Mails.numbered(1).deliveryId());
        assertThat(fields.get("message_id").asText()).isEqualTo("mail-1");
        assertThat(fields.get("outcome").asText()).isEqualTo("dropped");
        assertThat(fields.get("reason").asText()).isEqualTo("spam");
        assertThat(fields.get("attempts").asInt()).isZero();
        assertThat(fields.get("maybe_duplicate").asBoolean()).isFalse();
        assertThat(fields.get("received_at").asText()).isEqualTo("2026-01-05T12:00:00Z");
        assertThat(fields.get("total_ms").asLong()).isEqualTo(250);
        assertThat(fields.get("kafka_partition").isInt()).isTrue();
        assertThat(fields.get("kafka_offset").asLong()).isZero();
    }

    /// Killed in the middle of a line, and again with the file cut anywhere.
    @Test
    void writesEachRecordToTheFileExactlyOnce() throws Exception {
        put(1, 200);
        try (Background _ = CanonicalLog.toFile(kafka.bootstrapServers(), file)) {
            await().atMost(PATIENCE).until(() -> lines().size() == 200);
        }
        long size = Files.size(file);

        for (long left : List.of(size - 1, size / 2, 0L)) {
            cut(left);
            put(201, 210);
            try (Background _ = CanonicalLog.toFile(kafka.bootstrapServers(), file)) {
                await().atMost(PATIENCE).until(() -> lines().size() >= records);
            }
            assertThat(places()).hasSize(records).doesNotHaveDuplicates();
        }
    }

    @Test
    void leavesOutWhatIsNotReadable() throws Exception {
        putBytes("no json".getBytes(UTF_8));
        putBytes(null);
        put(1, 1);

        try (Background _ = CanonicalLog.toFile(kafka.bootstrapServers(), file)) {
            await().atMost(PATIENCE).until(() -> lines().size() == 1);
        }
    }

    @Test
    void writesEachRecordToTheStreamOnceWhenItIsClosedInBetween() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(1, 50);
        try (Background _ = toStream(out)) {
            await().atMost(PATIENCE).until(() -> lineCount(out) == 50);
        }
        put(51, 60);

        try (Background _ = toStream(out)) {
            await().atMost(PATIENCE).until(() -> lineCount(out) >= 60);
        }

        assertThat(lineCount(out)).isEqualTo(60);
    }

    private Background toStream(ByteArrayOutputStream out) {
        return CanonicalLog.toStream(kafka.bootstrapServers(), "canonical-log", "log-1", out);
    }

    private static long lineCount(ByteArrayOutputStream out) {
        return out.toString(UTF_8).lines().count();
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private List<String> places() throws IOException {
        return lines().stream()
                .map(line -> CanonicalLine.place(line).orElseThrow().toString())
                .toList();
    }

    private void cut(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private void put(int from, int to) throws Exception {
        for (int number = from; number <= to; number++) {
            CanonicalRecord record =
                    CanonicalRecord.dropped(
                            Mails.numbered(number),
                            new Decision.Drop(DropReason.SPAM, "SpamForOptedOutOwner"),
                            Mails.ACCEPTED,
                            Duration.ZERO,
                            false,
                            null,
                            null,
                            null,
                            Circumstances.UNKNOWN);
            putBytes(
                    Topics.CANONICAL
                            .values()
                            .serializer()
                            .serialize(Topics.CANONICAL.name(), record));
        }
    }

    /// One after the other: the broker of a new topic may take the second batch of a new producer
    /// and refuse the first one, again and again, as out of order.
    private void putBytes(byte @Nullable [] value) throws Exception {
        byte[] key = Integer.toString(records).getBytes(UTF_8);
        producer.send(new ProducerRecord<>(Topics.CANONICAL.name(), key, value))
                .get(10, TimeUnit.SECONDS);
        records++;
    }
}
