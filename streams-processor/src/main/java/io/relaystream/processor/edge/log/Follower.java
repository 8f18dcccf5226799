package io.relaystream.processor.edge.log;

import java.io.IOException;

/// Carries canonical records from the topic to where they are read.
interface Follower extends AutoCloseable {

    /// Waits a moment for records and carries them over.
    ///
    /// @throws IOException if they cannot be written
    /// @throws org.apache.kafka.common.KafkaException if the broker is away
    void step() throws IOException;

    @Override
    void close() throws IOException;

    /// Begins where an earlier one ended.
    @FunctionalInterface
    interface Opener {
        Follower open() throws IOException;
    }
}
