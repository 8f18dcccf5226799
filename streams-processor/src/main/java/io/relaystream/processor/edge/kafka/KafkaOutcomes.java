package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.delivery.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports to `mail.outcomes`, acknowledged by the broker.
final class KafkaOutcomes implements Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutcomes.class);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Meters meters;

    /// @param producer idempotent, so that the reports of one account stay in their order; bounded
    ///   in time
    KafkaOutcomes(Producer<byte[], byte[]> producer, Meters meters) {
        this.producer = producer;
        this.meters = meters;
    }

    /// Repeats what the broker does not take, for as long as a broker may be away: only this worker
    /// knows how the attempt ended, and its silence would send the mail again.
    @Override
    public void report(DeliveryOutcome outcome) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!reported(outcome) && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private boolean reported(DeliveryOutcome outcome) {
        try {
            write(List.of(record(outcome)));
            return true;
        } catch (IllegalStateException e) {
            // The producer is closed: the process ends.
            return true;
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), outcome.deliveryId())
                    .addKeyValue(LogKey.CODE.key(), outcome.code().code())
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("An outcome could not be reported yet; the ledger's deadline covers it");
            return false;
        }
    }

    /// Writes all and waits until all are acknowledged.
    ///
    /// @throws KafkaException if one of them is not, so that the others may be repeated
    void write(List<ProducerRecord<byte[], byte[]>> records) {
        long begun = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            List<Future<RecordMetadata>> pending = records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> acknowledgement : pending) {
                await(acknowledgement);
            }
            outcome = CallOutcome.OK;
        } finally {
            meters.time(Metric.BROKER_ACK, Duration.ofNanos(System.nanoTime() - begun), outcome);
        }
    }

    static ProducerRecord<byte[], byte[]> record(DeliveryOutcome outcome) {
        String topic = Topics.OUTCOMES.name();
        return new ProducerRecord<>(
                topic,
                outcome.accountId().getBytes(UTF_8),
                Topics.OUTCOMES.values().serializer().serialize(topic, outcome));
    }

    /// Bounded by the producer's `delivery.timeout.ms`.
    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            throw new KafkaException("The broker did not acknowledge a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for the broker", e);
        }
    }
}
