package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.FreePort;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.delivery.FakeSender;
import io.relaystream.processor.delivery.FakeStore;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.mime.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryConsumerIT {
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final List<Integer> ports = FreePort.find(2);
    private final FakeStore store = FakeStore.withMails(60);
    private final FakeSender sender = new FakeSender();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws InterruptedException {
        kafka = broker();
        new TopicSetup(kafka.bootstrapServers(), PARTITIONS, (short) 1).ensure();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void deliversEveryRequestOnceAcrossARestartOfTheWorker() {
        put(1, 20);
        try (DeliveryConsumer _ = worker("worker-1")) {
            await().atMost(PATIENCE).until(() -> sent().size() == 20);
        }
        put(21, 40);

        try (DeliveryConsumer _ = worker("worker-1")) {
            await().atMost(PATIENCE).until(() -> sent().size() == 40);
        }

        assertThat(sent()).containsExactlyInAnyOrderElementsOf(ids(1, 40));
        Map<String, List<DeliveryCode>> codes =
                outcomes().stream()
                        .collect(
                                groupingBy(
                                        DeliveryOutcome::deliveryId,
                                        mapping(DeliveryOutcome::code, toList())));
        assertThat(codes).hasSize(40);
        assertThat(codes.values())
                .allMatch(List.of(DeliveryCode.STARTED, DeliveryCode.SENT)::equals);
    }

    @Test
    void sharesTheRequestsWithAnotherWorker() {
        try (DeliveryConsumer _ = worker("worker-1");
                DeliveryConsumer _ = worker("worker-2")) {
            put(1, 40);
            await().atMost(PATIENCE).until(() -> outcomes().size() == 80);
        }

        assertThat(sent()).containsExactlyInAnyOrderElementsOf(ids(1, 40));
    }

    @Test
    void goesOnWhenTheBrokerComesBack() throws Exception {
        try (DeliveryConsumer deliveries = worker("worker-1")) {
            put(1, 5);
            await().atMost(PATIENCE).until(() -> outcomes().size() == 10);

            kafka.close();
            kafka = broker();
            put(6, 10);

            await().atMost(PATIENCE).until(() -> outcomes().size() == 20);
            assertThat(deliveries.health().probe().problem()).isEmpty();
        }
        assertThat(sent()).containsExactlyInAnyOrderElementsOf(ids(1, 10));
    }

    @Test
    void tellsWhatAReportSaysBeforeItIsDoneWithIt() throws IOException {
        store.holds("emails/1", new String(Reports.golden("exim"), ISO_8859_1));
        put(List.of(Requests.report()));

        try (DeliveryConsumer _ = worker("worker-1")) {
            await().atMost(PATIENCE).until(() -> outcomes().size() == 2);
        }

        assertThat(outcomes())
                .extracting(DeliveryOutcome::code)
                .containsExactly(DeliveryCode.STARTED, DeliveryCode.REPORT_READ);
        assertThat(all(Topics.FEEDBACK))
                .singleElement()
                .satisfies(
                        bounce -> {
                            assertThat(bounce.accountId()).isEqualTo(Requests.ACCOUNT);
                            assertThat(bounce.subType()).isEqualTo("MailboxFull");
                        });
        assertThat(sent()).isEmpty();
    }

    private EmbeddedKafka broker() {
        return EmbeddedKafka.start(directory, ports.getFirst(), ports.getLast());
    }

    private DeliveryConsumer worker(String instance) {
        return DeliveryConsumer.start(
                kafka.bootstrapServers(),
                "deliveries",
                instance,
                Requests.limits(8),
                store,
                sender,
                Requests.SEALS,
                Requests.DASHBOARD,
                new Meters(new SimpleMeterRegistry()));
    }

    private void put(int from, int to) {
        put(IntStream.rangeClosed(from, to).mapToObj(Requests::numbered).toList());
    }

    private void put(List<DeliveryRequest> requests) {
        String topic = Topics.DELIVERIES.name();
        try (var producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (DeliveryRequest request : requests) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        request.deliveryId().getBytes(UTF_8),
                                        Topics.DELIVERIES
                                                .values()
                                                .serializer()
                                                .serialize(topic, request)));
            }
        }
    }

    private List<String> sent() {
        return sender.mails().stream().map(OutgoingMail::deliveryId).toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> "delivery-" + number).toList();
    }

    private List<DeliveryOutcome> outcomes() {
        return all(Topics.OUTCOMES);
    }

    /// All that lies in a topic now.
    private <V> List<V> all(Topic<V> topic) {
        var properties = ClientProperties.consumer(kafka.bootstrapServers(), "reader", "reader");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    IntStream.range(0, PARTITIONS)
                            .mapToObj(number -> new TopicPartition(topic.name(), number))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end =
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            List<V> values = new ArrayList<>();
            while (values.size() < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record ->
                                        values.add(
                                                topic.values()
                                                        .deserializer()
                                                        .deserialize(
                                                                topic.name(), record.value())));
            }
            return values;
        }
    }
}
