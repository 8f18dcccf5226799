package io.relaystream.processor.edge.kafka;

import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records and waits until the broker has acknowledged them.
///
/// @param producer idempotent, so that the records of one key stay in their order; bounded in time
record AcknowledgedWriter(Producer<byte[], byte[]> producer, Meters meters) {
    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgedWriter.class);

    /// As [#write], for whoever is asked again by the ledger.
    ///
    /// @return false if one of them is not acknowledged, so that the others may be repeated
    boolean tryWrite(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            write(records);
            return true;
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException: the producer is closed, as the process ends.
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("What belongs to a delivery could not be written; the ledger asks again");
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
            List<Future<RecordMetadata>> pending = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                Future<RecordMetadata> acknowledgement = producer.send(record);
                pending.add(acknowledgement);
                if (acknowledgement.state() == Future.State.FAILED) {
                    // It waited in vain for the broker; the next one would wait as long.
                    break;
                }
            }
            pending.forEach(AcknowledgedWriter::await);
            outcome = CallOutcome.OK;
        } finally {
            meters.time(Metric.BROKER_ACK, Duration.ofNanos(System.nanoTime() - begun), outcome);
        }
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
