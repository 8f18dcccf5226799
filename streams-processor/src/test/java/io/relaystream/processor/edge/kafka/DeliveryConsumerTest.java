package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.delivery.FakeClock;
import io.relaystream.processor.delivery.FakeScratch;
import io.relaystream.processor.delivery.FakeSender;
import io.relaystream.processor.delivery.FakeStore;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.delivery.SendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The order of report, commit and work, on the clients that Kafka itself offers for tests.
class DeliveryConsumerTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES.name(), 0);

    private final Broker consumer = new Broker();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeStore store = FakeStore.withMails(10);
    private final FakeSender sender = new FakeSender();
    private final FakeClock clock = new FakeClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final DeliveryConsumer deliveries =
            new DeliveryConsumer(
                    consumer,
                    producer,
                    store,
                    sender,
                    new FakeScratch(),
                    Requests.SEALS,
                    Requests.DASHBOARD,
                    Requests.limits(2),
                    6,
                    1,
                    new Meters(metrics),
                    clock);

    @AfterEach
    void close() {
        deliveries.close();
    }

    @Test
    void reportsTheStartThenCommitsThenWorks() {
        consumer.duringCommit.add(
                () -> {
                    assertThat(outcomes()).containsExactly(DeliveryCode.STARTED);
                    assertThat(sender.mails()).isEmpty();
                });
        put(Requests.ordinary());

        deliveries.begin();

        await().until(() -> outcomes().equals(List.of(DeliveryCode.STARTED, DeliveryCode.SENT)));
        assertThat(consumer.committed()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("mail.outcomes", "reply.contexts", "mail.outcomes");
        assertThat(producer.history())
                .filteredOn(record -> record.topic().equals("mail.outcomes"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsOnly(Requests.ACCOUNT);
    }

    /// Another worker may have got the requests; if not, they are polled again.
    @Test
    void beginsNothingWhenTheCommitFails() {
        consumer.duringCommit.add(
                () -> {
                    throw new CommitFailedException("rebalanced");
                });
        consumer.duringCommit.add(() -> assertThat(sender.mails()).isEmpty());
        put(Requests.ordinary());

        deliveries.begin();

        await().until(() -> sender.mails().size() == 1);
        await().until(
                        () ->
                                outcomes()
                                        .equals(
                                                List.of(
                                                        DeliveryCode.STARTED,
                                                        DeliveryCode.STARTED,
                                                        DeliveryCode.SENT)));
        assertThat(consumer.committed()).isEqualTo(1);
    }

    @Test
    void commitsNothingWhenTheStartCannotBeReported() {
        producer.sendException = new KafkaException("the broker is away");
        put(Requests.ordinary());

        deliveries.begin();

        int polls = consumer.polls.get();
        await().until(() -> consumer.polls.get() > polls + 3);
        assertThat(consumer.committed()).isZero();
        assertThat(sender.mails()).isEmpty();

        producer.sendException = null;
        await().until(() -> sender.mails().size() == 1);
        assertThat(consumer.committed()).isEqualTo(1);
    }

    @Test
    void goesOnWhenAnOutcomeCannotBeReported() {
        sender.answers(
                mail -> {
                    producer.sendException =
                            mail.deliveryId().equals("delivery-1")
                                    ? new KafkaException("the broker is away")
                                    : null;
                    return SendResult.sent(null);
                });
        put(Requests.numbered(1));

        deliveries.begin();

        await().until(() -> sender.mails().size() == 1);
        producer.sendException = null;
        put(Requests.numbered(2));
        await().until(() -> sender.mails().size() == 2);
    }

    @Test
    void putsAsideWhatIsNoRequest() {
        consumer.arrives("{\"not\": \"a request\"}".getBytes(UTF_8));
        consumer.arrives(null);
        put(Requests.ordinary());

        deliveries.begin();

        await().until(() -> sender.mails().size() == 1);
        List<ProducerRecord<byte[], byte[]>> letters =
                producer.history().stream()
                        .filter(record -> record.topic().equals("mail.dead-letter"))
                        .toList();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().value())
                .isEqualTo("{\"not\": \"a request\"}".getBytes(UTF_8));
        assertThat(letters.getLast().value()).isNull();
        assertThat(header(letters.getLast(), "topic")).isEqualTo("mail.deliveries");
        assertThat(header(letters.getLast(), "partition")).isEqualTo("0");
        assertThat(header(letters.getLast(), "offset")).isEqualTo("1");
        assertThat(header(letters.getLast(), "message"))
                .isEqualTo("a delivery request must have a value");
        await().until(() -> consumer.committed() == 3);
        assertThat(metrics.counter(Metric.DEAD_LETTERS.id()).count()).isEqualTo(2);
    }

    @Test
    void keepsPollingAndTakesNothingWhileThereIsNoRoom() {
        CountDownLatch answer = new CountDownLatch(1);
        sender.answers(
                _ -> {
                    awaitQuietly(answer);
                    return SendResult.sent(null);
                });
        for (int number = 1; number <= 5; number++) {
            put(Requests.numbered(number));
        }

        deliveries.begin();

        await().until(() -> sender.mails().size() == 2);
        int polls = consumer.polls.get();
        await().until(() -> consumer.polls.get() > polls + 5);
        assertThat(consumer.committed()).isEqualTo(2);

        answer.countDown();
        await().until(() -> sender.mails().size() == 5);
        await().until(() -> outcomes().size() == 10);
    }

    @Test
    void survivesABrokerThatIsAway() {
        consumer.setPollException(new KafkaException("the broker is away"));
        put(Requests.ordinary());

        deliveries.begin();

        await().until(() -> sender.mails().size() == 1);
    }

    @Test
    void stopsWhenAnotherProcessHasItsName() throws Exception {
        consumer.setPollException(new FencedInstanceIdException("fenced"));
        put(Requests.ordinary());

        deliveries.begin();

        await().until(consumer::closed);
        clock.advance(Duration.ofSeconds(31));
        assertThat(sender.mails()).isEmpty();
        assertThat(deliveries.health().probe().problem())
                .contains("mail.deliveries has not been polled for 31 s: see the log");
    }

    @Test
    void isHealthyWhileItPolls() throws Exception {
        deliveries.begin();

        clock.advance(Duration.ofSeconds(31));
        int polls = consumer.polls.get();
        await().until(() -> consumer.polls.get() > polls + 2);
        assertThat(deliveries.health().probe().problem()).isEmpty();
    }

    @Test
    void finishesItsWorkBeforeItCloses() {
        CountDownLatch answer = new CountDownLatch(1);
        sender.answers(
                _ -> {
                    awaitQuietly(answer);
                    return SendResult.sent(null);
                });
        put(Requests.ordinary());
        deliveries.begin();
        await().until(() -> sender.mails().size() == 1);

        Thread closing = Thread.ofVirtual().start(deliveries::close);
        answer.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(outcomes()).containsExactly(DeliveryCode.STARTED, DeliveryCode.SENT);
        assertThat(consumer.closed()).isTrue();
        assertThat(producer.closed()).isTrue();
    }

    private void put(DeliveryRequest request) {
        consumer.arrives(
                Topics.DELIVERIES.values().serializer().serialize(PARTITION.topic(), request));
    }

    private List<DeliveryCode> outcomes() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("mail.outcomes"))
                .map(
                        record ->
                                Topics.OUTCOMES
                                        .values()
                                        .deserializer()
                                        .deserialize(record.topic(), record.value()))
                .map(DeliveryOutcome::code)
                .toList();
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One partition whose records are there before anyone polls; it is assigned by the first poll.
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        final Queue<Runnable> duringCommit = new ArrayDeque<>();
        final AtomicInteger polls = new AtomicInteger();
        private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        private long returned;

        Broker() {
            super("earliest");
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            setMaxPollRecords(1);
            schedulePollTask(() -> rebalance(List.of(PARTITION)));
        }

        synchronized void arrives(byte @Nullable [] value) {
            var record =
                    new ConsumerRecord<>(
                            PARTITION.topic(),
                            PARTITION.partition(),
                            log.size(),
                            Requests.ACCOUNT.getBytes(UTF_8),
                            value);
            log.add(record);
            schedulePollTask(() -> addRecord(record));
        }

        /// Kafka's own mock forgets what it has returned.
        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            for (ConsumerRecord<byte[], byte[]> record : log) {
                if (record.offset() >= offset && record.offset() < returned) {
                    addRecord(record);
                }
            }
        }

        synchronized long committed() {
            OffsetAndMetadata committed = committed(Set.of(PARTITION)).get(PARTITION);
            return committed == null ? 0 : committed.offset();
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls.incrementAndGet();
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            records.forEach(record -> returned = record.offset() + 1);
            return records;
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            Runnable reaction = duringCommit.poll();
            if (reaction != null) {
                reaction.run();
            }
            super.commitSync(offsets, timeout);
        }
    }
}
