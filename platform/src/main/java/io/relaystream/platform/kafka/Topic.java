package io.relaystream.platform.kafka;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A topic: its name, what lies in it, and how long.
///
/// @param name the name on the broker
/// @param values serde of the values; keys are plain UTF-8 strings everywhere
/// @param partitioning whether it has as many partitions as all keyed topics, or just one
/// @param compacted whether only the newest record of each key is kept
/// @param retention how long records are kept; [#FOREVER] if they are not deleted for their age
public record Topic<V>(
        String name,
        Serde<V> values,
        Partitioning partitioning,
        boolean compacted,
        Duration retention) {
    static final Duration FOREVER = Duration.ZERO;

    /// How a topic is spread.
    public enum Partitioning {
        /// `RELAY_PARTITIONS`, the same for all, so that joins are co-partitioned.
        BY_KEY,
        SINGLE
    }

    public Serde<String> keys() {
        return Serdes.String();
    }

    /// Whether records are deleted for their age.
    public boolean expires() {
        return !retention.equals(FOREVER);
    }

    static <V> Topic<V> keyed(String name, Class<V> type, Duration retention) {
        return new Topic<>(name, new JsonSerde<>(type), Partitioning.BY_KEY, false, retention);
    }

    static <V> Topic<V> table(String name, Class<V> type) {
        return table(name, type, FOREVER);
    }

    /// @param retention of rows that do not change
    static <V> Topic<V> table(String name, Class<V> type, Duration retention) {
        return new Topic<>(name, new JsonSerde<>(type), Partitioning.BY_KEY, true, retention);
    }

    static Topic<byte[]> bytes(String name, Partitioning partitioning, Duration retention) {
        return new Topic<>(name, Serdes.ByteArray(), partitioning, false, retention);
    }
}
