package io.relaystream.processor.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Things by due time, in a store whose keys begin with the time, so that what is due is one scan.
final class Timetable<V> {
    private final KeyValueStore<String, V> store;

    Timetable(KeyValueStore<String, V> store) {
        this.store = store;
    }

    void add(Instant due, String id, V value) {
        store.put(key(due, id), value);
    }

    void remove(Instant due, String id) {
        store.delete(key(due, id));
    }

    /// Takes out what is due.
    ///
    /// @param limit the most that is taken: the rest waits for the next call, so that one call
    ///   never keeps a stream thread from polling
    /// @return the earliest first
    List<V> takeDue(Instant now, int limit) {
        List<KeyValue<String, V>> due = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range("", key(now.plusMillis(1), ""))) {
            while (entries.hasNext() && due.size() < limit) {
                due.add(entries.next());
            }
        }
        due.forEach(entry -> store.delete(entry.key));
        return due.stream().map(entry -> entry.value).toList();
    }

    /// Thirteen digits reach to the year 2286: until then, text order is time order.
    private static String key(Instant due, String id) {
        return "%013d|%s".formatted(due.toEpochMilli(), id);
    }
}
