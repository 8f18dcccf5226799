package io.relaystream.cdc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads a topic from its beginning and remembers what it has read.
final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<Captured> read = new ArrayList<>();

    /// A record as it lies in the topic.
    ///
    /// @param value null for a tombstone
    record Captured(String key, @Nullable String value, int partition, List<String> headers) {

        private static Captured of(ConsumerRecord<byte[], byte[]> record) {
            byte @Nullable [] value = record.value();
            return new Captured(
                    text(record.key()),
                    value == null ? null : text(value),
                    record.partition(),
                    Arrays.stream(record.headers().toArray()).map(Header::key).toList());
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    TopicReader(String bootstrapServers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// All records that are in the topic now; those of one key are in their order.
    List<Captured> all() {
        consumer.endOffsets(partitions).forEach(this::readUpTo);
        return List.copyOf(read);
    }

    List<Captured> of(String key) {
        return all().stream().filter(record -> key.equals(record.key())).toList();
    }

    private void readUpTo(TopicPartition partition, long end) {
        while (consumer.position(partition) < end) {
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> read.add(Captured.of(record)));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
