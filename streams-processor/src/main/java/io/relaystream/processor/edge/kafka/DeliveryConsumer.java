package io.relaystream.processor.edge.kafka;

import io.relaystream.core.seal.Seals;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.service.Backoff;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.processor.delivery.DeliveryLimits;
import io.relaystream.processor.delivery.DeliveryWorker;
import io.relaystream.processor.delivery.MailSender;
import io.relaystream.processor.delivery.MessageStore;
import io.relaystream.processor.delivery.Scratch;
import io.relaystream.processor.mime.Dashboard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests from `mail.deliveries` and has them worked on, on one thread of its own.
///
/// The order is what makes it safe: a start is reported and acknowledged, then the offsets are
/// committed, then the work begins. A crash before the commit gives the request to another worker;
/// after it, the ledger's deadline notices the silence. When the commit fails, nobody knows who has
/// the request, so nothing is begun here.
///
/// While there is no room it keeps polling without taking anything, so that the group does not take
/// it for dead. A broker that is away is waited for, for ever.
public final class DeliveryConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryConsumer.class);

    /// Most requests of one poll: their starts are acknowledged and committed together.
    private static final int MAX_BATCH = 64;

    private static final Duration POLL = Duration.ofMillis(200);

    /// How soon room that was made is noticed.
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(10);

    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(8);

    /// Less than the 20 s that a service has to close, so that the rest finds its time.
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final AcknowledgedWriter writer;
    private final DeliveryWorker worker;
    private final int batch;
    private final Meters meters;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile Instant lastRound;

    /// @param partitions of every keyed topic
    /// @param batch most records that the consumer returns at once
    DeliveryConsumer(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            MessageStore store,
            MailSender sender,
            Scratch scratch,
            Seals seals,
            Dashboard dashboard,
            DeliveryLimits limits,
            int partitions,
            int batch,
            Meters meters,
            InstantSource clock) {
        this.consumer = consumer;
        this.producer = producer;
        this.writer = new AcknowledgedWriter(producer, meters);
        this.worker =
                new DeliveryWorker(
                        store,
                        sender,
                        scratch,
                        new KafkaFeedback(writer),
                        new KafkaContexts(writer, partitions),
                        new KafkaOutcomes(writer),
                        seals,
                        dashboard,
                        limits,
                        meters,
                        clock);
        this.batch = batch;
        this.meters = meters;
        this.clock = clock;
        this.lastRound = clock.instant();
        this.thread = Thread.ofPlatform().name("delivery-consumer").unstarted(this::run);
    }

    /// Connects and begins to take requests.
    ///
    /// @param groupId of all workers
    /// @param instance name of this worker, unique in the group and stable across its restarts
    /// @param partitions of every keyed topic
    /// @param store belongs to the caller, who closes it after this
    /// @param sender belongs to the caller, who closes it after this
    public static DeliveryConsumer start(
            String bootstrapServers,
            String groupId,
            String instance,
            int partitions,
            DeliveryLimits limits,
            MessageStore store,
            MailSender sender,
            Scratch scratch,
            Seals seals,
            Dashboard dashboard,
            Meters meters) {
        int batch = Math.clamp(limits.mails() / 4, 1, MAX_BATCH);
        Map<String, Object> reading =
                ClientProperties.consumer(bootstrapServers, groupId, instance);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
        var consumer =
                new KafkaConsumer<>(
                        reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
                new KafkaProducer<>(
                        ClientProperties.producer(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        var deliveries =
                new DeliveryConsumer(
                        consumer,
                        producer,
                        store,
                        sender,
                        scratch,
                        seals,
                        dashboard,
                        limits,
                        partitions,
                        batch,
                        meters,
                        InstantSource.system());
        deliveries.begin();
        return deliveries;
    }

    void begin() {
        thread.start();
    }

    /// A problem when the broker has not answered for half a minute, or another process has taken
    /// this one's place in the group.
    public HealthCheck health() {
        return new HealthCheck(
                "deliveries",
                () -> {
                    Duration silence = Duration.between(lastRound, clock.instant());
                    return silence.compareTo(SILENCE_LIMIT) <= 0
                            ? Optional.empty()
                            : Optional.of(
                                    "mail.deliveries has not been polled for %d s: see the log"
                                            .formatted(silence.toSeconds()));
                });
    }

    /// Stops polling, waits for the work in flight, and returns when all is reported and closed.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            consumer.subscribe(List.of(Topics.DELIVERIES.name()), new BeginPaused());
            takeUntilClosed();
            if (!worker.awaitIdle(DRAIN)) {
                LOG.atWarn().log("Some deliveries are cut off; the ledger's deadline covers them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
            producer.close(CLOSE_LIMIT);
        }
    }

    private void takeUntilClosed() throws InterruptedException {
        while (closing.getCount() > 0) {
            try {
                round();
                lastRound = clock.instant();
                backoff.reset();
            } catch (FencedInstanceIdException e) {
                LOG.atError()
                        .log(
                                "Another process has the same RELAY_INSTANCE; this one takes no more requests");
                return;
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ERROR.key(), e)
                        .log("Requests cannot be taken now; trying again");
                backoff.pause(closing);
            }
        }
    }

    private void round() {
        boolean full = worker.room() < batch;
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(full ? POLL_WHEN_FULL : POLL);
        if (!records.isEmpty()) {
            take(PolledBatch.of(records));
        }
    }

    private void take(PolledBatch polled) {
        Instant startedAt = clock.instant();
        try {
            writer.write(polled.announcements());
            consumer.commitSync(polled.next(), COMMIT_LIMIT);
        } catch (KafkaException e) {
            rewind(polled);
            throw e;
        }
        polled.unreadable().forEach(this::raiseAlarm);
        polled.requests().forEach(request -> worker.begin(request, startedAt));
    }

    /// What is still ours will be polled again.
    private void rewind(PolledBatch polled) {
        polled.first()
                .forEach(
                        (partition, offset) -> {
                            if (consumer.assignment().contains(partition)) {
                                consumer.seek(partition, offset);
                            }
                        });
    }

    private void raiseAlarm(PolledBatch.Unreadable unreadable) {
        meters.count(Metric.DEAD_LETTERS);
        LOG.atError()
                .addKeyValue(LogKey.TOPIC.key(), unreadable.record().topic())
                .addKeyValue(LogKey.PARTITION.key(), unreadable.record().partition())
                .addKeyValue(LogKey.OFFSET.key(), unreadable.record().offset())
                .addKeyValue(LogKey.REASON.key(), unreadable.reason())
                .log("A record is no delivery request and lies in mail.dead-letter");
    }

    /// A partition that is assigned in the middle of a poll must not bring more than there is room
    /// for: the next round decides.
    private final class BeginPaused implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What was begun goes on; what was not begun was not committed.
        }
    }
}
