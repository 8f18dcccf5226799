package io.relaystream.processor.topology;

import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Things by due time, in a store whose keys begin with the time, so that what is due is one scan.
final class Timetable<V> {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

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

    /// Hands over what is due, the earliest first, and forgets it. What the handler fails at is put
    /// off, so that a defect neither loses a mail nor keeps the others waiting.
    ///
    /// @param limit the most that is handled: the rest waits for the next call, so that one call
    ///   never keeps a stream thread from polling
    void eachDue(Instant now, int limit, Consumer<V> handler) {
        List<KeyValue<String, V>> due = new ArrayList<>();
        try (KeyValueIterator<String, V> entries = store.range("", key(now.plusMillis(1), ""))) {
            while (entries.hasNext() && due.size() < limit) {
                due.add(entries.next());
            }
        }
        for (KeyValue<String, V> entry : due) {
            store.delete(entry.key);
            try {
                handler.accept(entry.value);
            } catch (RuntimeException e) {
                String id = entry.key.substring(entry.key.indexOf('|') + 1);
                LOG.atError()
                        .setCause(e)
                        .addKeyValue(LogKey.DELIVERY_ID.key(), id)
                        .log("A waiting mail could not be handled and is put off");
                add(now.plus(PUT_OFF), id, entry.value);
            }
        }
    }

    /// Thirteen digits reach to the year 2286: until then, text order is time order.
    private static String key(Instant due, String id) {
        return "%013d|%s".formatted(due.toEpochMilli(), id);
    }
}
