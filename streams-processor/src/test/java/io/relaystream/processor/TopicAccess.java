package io.relaystream.processor;

import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Puts records into the topics of a broker, and reads them.
public record TopicAccess(String bootstrapServers) {

    public <V> void put(Topic<V> topic, String key, V value) throws Exception {
        put(topic.name(), key, topic.values().serializer().serialize(topic.name(), value));
    }

    /// Returns when the record is there. One after the other: the broker of a new topic may take
    /// the second batch of a new producer and refuse the first one, again and again, as out of
    /// order.
    public void put(String topic, String key, byte[] value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        ClientProperties.producer(bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(10, TimeUnit.SECONDS);
        }
    }

    public <V> List<V> all(Topic<V> topic) {
        return all(topic.name(), topic.values().deserializer());
    }

    public List<byte[]> all(String topic) {
        return all(topic, new ByteArrayDeserializer());
    }

    /// What is committed in the topic now.
    private <V> List<V> all(String topic, Deserializer<V> values) {
        try (var consumer =
                new KafkaConsumer<>(
                        ClientProperties.consumer(
                                bootstrapServers, "reader-" + UUID.randomUUID(), "one"),
                        new StringDeserializer(),
                        values)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end =
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            List<V> found = new ArrayList<>();
            while (partitions.stream().mapToLong(consumer::position).sum() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
            return found;
        }
    }
}
