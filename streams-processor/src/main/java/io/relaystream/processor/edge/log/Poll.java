package io.relaystream.processor.edge.log;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;

/// One look into `mail.canonical`.
final class Poll {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private Poll() {}

    /// @return the lines of the records that came, each with its line end
    static String lines(Consumer<byte[], byte[]> consumer) {
        return StreamSupport.stream(consumer.poll(PATIENCE).spliterator(), false)
                .map(CanonicalLine::of)
                .flatMap(Optional::stream)
                .collect(Collectors.joining());
    }
}
