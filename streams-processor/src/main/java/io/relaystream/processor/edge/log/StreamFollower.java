package io.relaystream.processor.edge.log;

import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Copies this process's share of the topic to a stream, each record at least once: the offsets are
/// committed behind the writing.
final class StreamFollower implements Follower {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final OutputStream out;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /// @param out stays open
    StreamFollower(String bootstrapServers, String groupId, String instance, OutputStream out) {
        this.out = out;
        this.consumer =
                new KafkaConsumer<>(
                        ClientProperties.consumer(bootstrapServers, groupId, instance),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.CANONICAL.name()));
    }

    @Override
    public void step() throws IOException {
        String lines = Poll.lines(consumer);
        if (!lines.isEmpty()) {
            // At once, so that other lines of the process do not come in between.
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            out.flush();
            consumer.commitSync();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }
}
