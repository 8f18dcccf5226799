package io.relaystream.api.projector;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Where records take effect, each once: how far each partition is read is kept with the effects.
/// Every call may throw [io.relaystream.api.store.StoreUnavailableException], and has done nothing
/// then.
public interface ProjectionStore {

    /// The offset to go on with, for each partition that was read before.
    Map<TopicPartition, Long> positions();

    /// Carries out what was not carried out before, and moves the positions behind it, at once.
    /// What belongs to an account or alias that is gone has no effect.
    ///
    /// @return how many of the entries were new
    int apply(List<Entry> batch);

    /// Lets a partition be read from its beginning: its topic is not the one that was read before.
    void forget(TopicPartition partition);
}
