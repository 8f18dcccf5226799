package io.relaystream.processor.edge.log;

import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Copies the whole topic to a file, each record exactly once: the file says where to go on, so
/// there is no group and no committed offset. One process for one file.
final class FileFollower implements Follower {
    private final CanonicalFile file;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private FileFollower(CanonicalFile file, KafkaConsumer<byte[], byte[]> consumer) {
        this.file = file;
        this.consumer = consumer;
    }

    static FileFollower open(String bootstrapServers, Path path) throws IOException {
        var consumer =
                new KafkaConsumer<>(
                        ClientProperties.reader(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = partitions(consumer);
            CanonicalFile file = CanonicalFile.open(path);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            file.next()
                    .forEach(
                            (partition, offset) ->
                                    consumer.seek(
                                            new TopicPartition(Topics.CANONICAL.name(), partition),
                                            offset));
            return new FileFollower(file, consumer);
        } catch (IOException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public void step() throws IOException {
        String lines = Poll.lines(consumer);
        if (!lines.isEmpty()) {
            file.append(lines);
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            consumer.close();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        String topic = Topics.CANONICAL.name();
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("The topic %s must exist".formatted(topic));
        }
        return partitions;
    }
}
