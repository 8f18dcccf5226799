package io.relaystream.bridge.intake;

import java.util.List;

/// Port: the log that takes over responsibility. Answers within 8 s.
@FunctionalInterface
public interface Publisher {
    /// Returns when every record is acknowledged by all replicas, or as soon as one is not. What a
    /// failed call has written stays: the sender repeats the whole, and the topology recognises it.
    Effect publish(List<Publication> records);
}
