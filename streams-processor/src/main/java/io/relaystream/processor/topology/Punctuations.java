package io.relaystream.processor.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// The heartbeat of what waits in the topology.
final class Punctuations {
    /// The most that one punctuation handles; it runs again a second later.
    static final int LIMIT = 1_000;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private Punctuations() {}

    /// @param action is given the wall clock's time
    static void everySecond(ProcessorContext<?, ?> context, Consumer<Instant> action) {
        Cancellable _ =
                context.schedule(
                        INTERVAL,
                        PunctuationType.WALL_CLOCK_TIME,
                        millis -> action.accept(Instant.ofEpochMilli(millis)));
    }
}
