package io.relaystream.api.projector;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/// A record of a topic: where it lies and what it does.
///
/// @param effects none if it does nothing, or nobody understands it
public record Entry(TopicPartition partition, long offset, List<Effect> effects) {
    public Entry {
        effects = List.copyOf(effects);
    }
}
