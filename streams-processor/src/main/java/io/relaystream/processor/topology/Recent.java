package io.relaystream.processor.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What is remembered for some time only, for few records: [#forget] is to be called now and then.
///
/// For a handful of records it replaces a window store: an empty one has no segment to keep its
/// changelog's offset in, so that Kafka Streams takes it for corrupted after every restart and
/// rebuilds its whole task.
///
/// @param <V> what is remembered
final class Recent<V> {
    private final KeyValueStore<String, V> values;
    private final Timetable<String> ends;
    private final Duration horizon;

    /// @param store name of the store, beside which lies one of the ends
    Recent(ProcessorContext<?, ?> context, String store, Duration horizon) {
        this.values = context.getStateStore(store);
        this.ends = new Timetable<>(context.getStateStore(ends(store)));
        this.horizon = horizon;
    }

    /// Name of the store of the ends that belongs to a store.
    static String ends(String store) {
        return store + "-ends";
    }

    /// @return null if it was not remembered, or long ago
    @Nullable V get(String id) {
        return values.get(id);
    }

    /// Remembers what was not known.
    void put(String id, V value, Instant now) {
        values.put(id, value);
        ends.add(now.plus(horizon), id, id);
    }

    /// Forgets what is older than the horizon.
    void forget(Instant now) {
        ends.eachDue(now, Punctuations.LIMIT, values::delete);
    }
}
