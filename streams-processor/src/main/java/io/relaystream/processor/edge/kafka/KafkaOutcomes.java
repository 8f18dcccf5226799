package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.processor.delivery.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports to `mail.outcomes`, acknowledged by the broker.
final class KafkaOutcomes implements Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutcomes.class);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AcknowledgedWriter writer;

    KafkaOutcomes(AcknowledgedWriter writer) {
        this.writer = writer;
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
            writer.write(List.of(record(outcome)));
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

    static ProducerRecord<byte[], byte[]> record(DeliveryOutcome outcome) {
        String topic = Topics.OUTCOMES.name();
        return new ProducerRecord<>(
                topic,
                outcome.accountId().getBytes(UTF_8),
                Topics.OUTCOMES.values().serializer().serialize(topic, outcome));
    }
}
