package io.relaystream.processor.topology;

import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// What was seen within [StateStores#DEDUPE_HORIZON].
record Horizon(WindowStore<String, String> seen) {

    /// Whether this was not seen before; from now on it was.
    boolean firstTime(String id, long timestamp) {
        if (seenBefore(id, timestamp)) {
            return false;
        }
        seen.put(id, "", timestamp);
        return true;
    }

    private boolean seenBefore(String id, long timestamp) {
        long horizon = StateStores.DEDUPE_HORIZON.toMillis();
        long from = Math.max(0, timestamp - horizon);
        try (WindowStoreIterator<String> hits = seen.fetch(id, from, timestamp + horizon)) {
            return hits.hasNext();
        }
    }
}
