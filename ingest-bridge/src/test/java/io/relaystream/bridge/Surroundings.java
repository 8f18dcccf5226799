package io.relaystream.bridge;

import io.relaystream.bridge.edge.file.FileSigningKeys;
import io.relaystream.bridge.intake.Subscriptions;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.embedded.LocalSns;
import io.relaystream.embedded.SesMail;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What the bridge needs around it, embedded, and what its callers do.
final class Surroundings implements AutoCloseable {
    static final String BUCKET = "relay-mail";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final LocalSns sns;
    final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final Path directory;
    private final Closer parts = new Closer();
    private final HttpClient http;

    Surroundings(Path directory) {
        this.directory = directory;
        sns = LocalSns.in(directory.resolve("sns"));
        kafka = parts.add(EmbeddedKafka.startOnFreePort(directory.resolve("kafka")));
        s3 =
                parts.add(
                        EmbeddedS3.start(
                                directory.resolve("s3"), 0, BUCKET, "local", "local-secret"));
        http = parts.add(HttpClient.newHttpClient());
    }

    Bridge bridge(int maxInFlight, Subscriptions subscriptions)
            throws IOException, InterruptedException {
        BridgeConfig config =
                BridgeConfig.from(
                        Map.of(
                                "RELAY_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "RELAY_PARTITIONS",
                                "3",
                                "RELAY_BRIDGE_PORT",
                                "0",
                                "RELAY_BRIDGE_MANAGEMENT_PORT",
                                "0",
                                "RELAY_BRIDGE_MAX_IN_FLIGHT",
                                String.valueOf(maxInFlight),
                                "RELAY_SNS_TOPIC_ARNS",
                                LocalSns.TOPIC_ARN,
                                "RELAY_S3_BUCKET",
                                BUCKET,
                                "RELAY_S3_ENDPOINT",
                                s3.endpoint().toString(),
                                "RELAY_S3_ACCESS_KEY",
                                "local",
                                "RELAY_S3_SECRET_KEY",
                                "local-secret"));
        MetricsExport metrics = parts.add(new MetricsExport(config.metrics()));
        return parts.add(
                Bridge.start(
                        config,
                        metrics,
                        new FileSigningKeys(LocalSns.CERTIFICATE_URL, sns.certificateFile()),
                        subscriptions));
    }

    /// As SNS posts.
    HttpResponse<String> post(Bridge bridge, String body) throws IOException, InterruptedException {
        return post(bridge, body.getBytes(StandardCharsets.UTF_8), "x-amz-sns-message-type", "?");
    }

    HttpResponse<String> post(Bridge bridge, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(bridge.port(), "/emails/sns-inbound"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "text/plain; charset=UTF-8")
                        .headers(headers)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(port, path)).timeout(PATIENCE).build(),
                BodyHandlers.ofString());
    }

    /// What is in the topic at this moment; it does not wait for anything to arrive.
    List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
        Map<String, Object> properties =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                if (Instant.now().isAfter(giveUp)) {
                    throw new AssertionError("Cannot read %s in time".formatted(topic.name()));
                }
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /// The values of those records that are about the mail.
    <V> List<V> values(Topic<V> topic, String messageId) {
        return records(topic).stream()
                .filter(it -> new String(it.value(), StandardCharsets.UTF_8).contains(messageId))
                .map(it -> topic.values().deserializer().deserialize(it.topic(), it.value()))
                .toList();
    }

    Path objectFile(String objectKey) {
        return directory.resolve("s3").resolve(BUCKET).resolve(objectKey);
    }

    static SesMail mailTo(String... recipients) {
        return SesMail.received(
                "From: Shop <shop@sender.example>\r\nSubject: hello\r\n\r\nGrüße\r\n"
                        .getBytes(StandardCharsets.UTF_8),
                "shop@sender.example",
                List.of(recipients),
                Instant.now());
    }

    @Override
    public void close() {
        parts.close();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
