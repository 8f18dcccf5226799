package io.relaystream.processor.topology;

import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/// The newest row of each key of a table's topic.
record Table<V>(TimestampedKeyValueStore<String, V> rows) {
    @Nullable V get(String key) {
        return ValueAndTimestamp.getValueOrNull(rows.get(key));
    }
}
