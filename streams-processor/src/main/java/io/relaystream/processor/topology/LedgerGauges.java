package io.relaystream.processor.topology;

import io.relaystream.core.ledger.LedgerState;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.TaskId;

/// How many mails are in flight on this instance, by state: counted as they move, because a scan of
/// a long ledger at each scrape would hold up the mail.
final class LedgerGauges {
    private final Map<TaskId, Counts> tasks = new ConcurrentHashMap<>();

    LedgerGauges(Meters meters) {
        for (LedgerState state : LedgerState.values()) {
            meters.gauge(Metric.LEDGER_ENTRIES, () -> total(state), state);
        }
    }

    /// A task begins to own a ledger; it is counted from there.
    void open(TaskId task, LedgerStore store) {
        Counts counts = new Counts();
        store.eachState(state -> counts.add(state, 1));
        tasks.put(task, counts);
    }

    /// A task no longer owns its ledger.
    void close(TaskId task) {
        tasks.remove(task);
    }

    void add(TaskId task, LedgerState state, long change) {
        Counts counts = tasks.get(task);
        if (counts != null) {
            counts.add(state, change);
        }
    }

    private long total(LedgerState state) {
        return tasks.values().stream().mapToLong(counts -> counts.of(state)).sum();
    }

    /// Written by a stream thread, read by whoever scrapes.
    private static final class Counts {
        private final Map<LedgerState, LongAdder> byState = new EnumMap<>(LedgerState.class);

        Counts() {
            for (LedgerState state : LedgerState.values()) {
                byState.put(state, new LongAdder());
            }
        }

        void add(LedgerState state, long change) {
            byState.getOrDefault(state, new LongAdder()).add(change);
        }

        long of(LedgerState state) {
            return byState.getOrDefault(state, new LongAdder()).sum();
        }
    }
}
