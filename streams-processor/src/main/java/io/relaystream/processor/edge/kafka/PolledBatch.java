package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.kafka.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/// What one poll of `mail.deliveries` brought.
///
/// @param requests what can be worked on
/// @param unreadable what goes to `mail.dead-letter` as it is
/// @param first where each partition begins in this batch
/// @param next where each partition goes on after this batch
record PolledBatch(
        List<DeliveryRequest> requests,
        List<Unreadable> unreadable,
        Map<TopicPartition, Long> first,
        Map<TopicPartition, OffsetAndMetadata> next) {

    /// A record that is no delivery request, and why.
    record Unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {

        /// With the headers that Kafka Streams gives its dead letters (KIP-1034).
        ProducerRecord<byte[], byte[]> deadLetter() {
            var letter =
                    new ProducerRecord<>(
                            Topics.DEAD_LETTER.name(),
                            null,
                            record.key(),
                            record.value(),
                            record.headers());
            letter.headers()
                    .add("__streams.errors.message", reason.getBytes(UTF_8))
                    .add("__streams.errors.topic", record.topic().getBytes(UTF_8))
                    .add("__streams.errors.partition", ("" + record.partition()).getBytes(UTF_8))
                    .add("__streams.errors.offset", ("" + record.offset()).getBytes(UTF_8));
            return letter;
        }
    }

    static PolledBatch of(ConsumerRecords<byte[], byte[]> records) {
        var batch =
                new PolledBatch(
                        new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> part = records.records(partition);
            part.forEach(batch::add);
            batch.first.put(partition, part.getFirst().offset());
            batch.next.put(partition, new OffsetAndMetadata(part.getLast().offset() + 1));
        }
        return batch;
    }

    /// What must be written before the offsets are committed.
    List<ProducerRecord<byte[], byte[]>> announcements() {
        return Stream.concat(
                        requests.stream()
                                .map(r -> DeliveryOutcome.of(r, DeliveryCode.STARTED))
                                .map(KafkaOutcomes::record),
                        unreadable.stream().map(Unreadable::deadLetter))
                .toList();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            DeliveryRequest request =
                    Topics.DELIVERIES
                            .values()
                            .deserializer()
                            .deserialize(record.topic(), record.value());
            if (request == null) {
                unreadable.add(new Unreadable(record, "a delivery request must have a value"));
            } else {
                requests.add(request);
            }
        } catch (SerializationException e) {
            unreadable.add(new Unreadable(record, String.valueOf(e.getMessage())));
        }
    }
}
