package io.relaystream.platform.kafka;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic: its name, what lies in it, and how long.
///
/// @param name the name on the broker
/// @param values serde of the values; keys are plain UTF-8 strings everywhere
/// @param partitioning whether it has as many partitions as all keyed topics, or just one
/// @param retention how long records are kept; [#COMPACTED] keeps the newest of each key for ever
public record Topic<V>(
        String name, Serde<V> values, Partitioning partitioning, Duration retention) {
    static final Duration COMPACTED = Duration.ZERO;

    /// How a topic is spread.
    public enum Partitioning {
        /// `RELAY_PARTITIONS`, the same for all, so that joins are co-partitioned.
        BY_KEY,
        SINGLE
    }

    public Serde<String> keys() {
        return Serdes.String();
    }

    public boolean compacted() {
        return retention.equals(COMPACTED);
    }

    static <V> Topic<V> keyed(String name, Class<V> type, Duration retention) {
        return new Topic<>(name, new JsonSerde<>(type), Partitioning.BY_KEY, retention);
    }

    static Topic<byte[]> bytes(String name, Partitioning partitioning, Duration retention) {
        return new Topic<>(name, Serdes.ByteArray(), partitioning, retention);
    }
}
