package io.relaystream.api.edge.kafka;

import static java.util.Objects.requireNonNull;

import io.relaystream.api.edge.kafka.PolledEntries.Unreadable;
import io.relaystream.api.projector.Progress;
import io.relaystream.api.projector.ProjectionStore;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.core.Code;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.service.Background;
import io.relaystream.platform.service.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Brings what is projected into the database, on one thread of its own.
///
/// Where a partition goes on is asked of the store, never of Kafka, so that each record takes
/// effect once. Whatever fails, the next round asks the store again and repeats what it does not
/// have. Kafka or the database being away is waited for, for ever.
public final class KafkaProjector {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProjector.class);
    private static final String GROUP = "relaystream-projector";

    /// Most records of one transaction.
    private static final int MAX_BATCH = 500;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /// What became of a record.
    private enum Result implements Code {
        APPLIED,
        UNREADABLE
    }

    private final Consumer<byte[], byte[]> consumer;
    private final ProjectionStore store;
    private final Progress progress;
    private final Meters meters;
    private final Backoff backoff = new Backoff();
    private boolean placed = true;
    private long measured = System.nanoTime();

    private KafkaProjector(
            Consumer<byte[], byte[]> consumer,
            ProjectionStore store,
            Progress progress,
            Meters meters) {
        this.consumer = consumer;
        this.store = store;
        this.progress = progress;
        this.meters = meters;
    }

    /// @param instance name of this projector, unique in the group and stable across its restarts
    public static Background start(
            String bootstrapServers,
            String instance,
            ProjectionStore store,
            Progress progress,
            Meters meters) {
        Map<String, Object> reading = ClientProperties.consumer(bootstrapServers, GROUP, instance);
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_BATCH);
        var consumer =
                new KafkaConsumer<>(
                        reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var projector = new KafkaProjector(consumer, store, progress, meters);
        // What went before, waiting for the database, is not its fault.
        progress.passed();
        return Background.start("projector", projector::projectUntil);
    }

    private void projectUntil(CountDownLatch closing) throws InterruptedException {
        try {
            consumer.subscribe(PolledEntries.topics(), new PlaceAnew());
            repeatUntil(closing);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }

    private void repeatUntil(CountDownLatch closing) throws InterruptedException {
        while (closing.getCount() > 0) {
            try {
                round();
                progress.passed();
                backoff.reset();
            } catch (FencedInstanceIdException e) {
                LOG.atError()
                        .log(
                                "Another process has the same RELAY_INSTANCE; this one projects no more");
                return;
            } catch (StoreUnavailableException e) {
                again(LOG.atWarn().addKeyValue(LogKey.ERROR.key(), e.getCause()), closing);
            } catch (KafkaException e) {
                again(LOG.atWarn().addKeyValue(LogKey.ERROR.key(), e), closing);
            } catch (RuntimeException e) {
                again(LOG.atError().setCause(e), closing);
            }
        }
    }

    private void round() {
        if (!placed) {
            place();
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
            apply(PolledEntries.of(records));
        }
        if (placed && System.nanoTime() - measured > MEASURE_EVERY.toNanos()) {
            measure();
        }
    }

    private void apply(PolledEntries polled) {
        int applied = store.apply(polled.entries()) - polled.unreadable().size();
        for (int i = 0; i < applied; i++) {
            meters.count(Metric.PROJECTED, Result.APPLIED);
        }
        polled.unreadable().forEach(this::raiseAlarm);
    }

    /// Goes on where the store says.
    private void place() {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        Map<TopicPartition, Long> stored = store.positions();
        for (TopicPartition partition : assigned) {
            long next = stored.getOrDefault(partition, 0L);
            if (next > requireNonNull(ends.get(partition))) {
                startOver(partition);
                next = 0;
            }
            consumer.seek(partition, next);
        }
        consumer.resume(assigned);
        placed = true;
    }

    private void startOver(TopicPartition partition) {
        LOG.atWarn()
                .addKeyValue(LogKey.TOPIC.key(), partition.topic())
                .addKeyValue(LogKey.PARTITION.key(), partition.partition())
                .log("The topic is a new one and is read from its beginning");
        store.forget(partition);
    }

    /// Also shows whether Kafka is there at all: a poll only waits.
    private void measure() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            lag += end.getValue() - consumer.position(end.getKey());
        }
        progress.behind(lag);
        measured = System.nanoTime();
    }

    private void raiseAlarm(Unreadable record) {
        meters.count(Metric.PROJECTED, Result.UNREADABLE);
        LOG.atError()
                .addKeyValue(LogKey.TOPIC.key(), record.partition().topic())
                .addKeyValue(LogKey.PARTITION.key(), record.partition().partition())
                .addKeyValue(LogKey.OFFSET.key(), record.offset())
                .addKeyValue(LogKey.REASON.key(), record.reason())
                .log("A record is not understood and is skipped");
    }

    private void again(LoggingEventBuilder event, CountDownLatch closing)
            throws InterruptedException {
        event.log("Records cannot be projected now; trying again");
        placed = false;
        backoff.pause(closing);
    }

    /// A partition that is assigned in the middle of a poll must not bring records before the store
    /// was asked: the next round does.
    private final class PlaceAnew implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            placed = false;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What was polled is in the store, or will be polled by whoever gets them.
        }
    }
}
