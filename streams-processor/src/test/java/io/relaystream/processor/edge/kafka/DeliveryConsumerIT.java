package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.TopicAccess;
import io.relaystream.processor.delivery.FakeScratch;
import io.relaystream.processor.delivery.FakeSender;
import io.relaystream.processor.delivery.FakeStore;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.mime.Reports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private TopicAccess topics;

    @BeforeEach
    void start() throws InterruptedException {
        kafka = broker();
        topics = new TopicAccess(kafka.bootstrapServers());
        new TopicSetup(kafka.bootstrapServers(), PARTITIONS, (short) 1).ensure();
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void deliversEveryRequestOnceAcrossARestartOfTheWorker() throws Exception {
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
    void sharesTheRequestsWithAnotherWorker() throws Exception {
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
    void tellsWhatAReportSaysBeforeItIsDoneWithIt() throws Exception {
        store.holds("emails/1", new String(Reports.golden("exim"), ISO_8859_1));
        put(List.of(Requests.report()));

        try (DeliveryConsumer _ = worker("worker-1")) {
            await().atMost(PATIENCE).until(() -> outcomes().size() == 2);
        }

        assertThat(outcomes())
                .extracting(DeliveryOutcome::code)
                .containsExactly(DeliveryCode.STARTED, DeliveryCode.REPORT_READ);
        assertThat(topics.all(Topics.FEEDBACK))
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
                PARTITIONS,
                Requests.limits(8),
                store,
                sender,
                new FakeScratch(),
                Requests.SEALS,
                Requests.DASHBOARD,
                new Meters(new SimpleMeterRegistry()));
    }

    private void put(int from, int to) throws Exception {
        put(IntStream.rangeClosed(from, to).mapToObj(Requests::numbered).toList());
    }

    private void put(List<DeliveryRequest> requests) throws Exception {
        for (DeliveryRequest request : requests) {
            topics.put(Topics.DELIVERIES, request.deliveryId(), request);
        }
    }

    private List<String> sent() {
        return sender.mails().stream().map(OutgoingMail::deliveryId).toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> "delivery-" + number).toList();
    }

    private List<DeliveryOutcome> outcomes() {
        return topics.all(Topics.OUTCOMES);
    }
}
