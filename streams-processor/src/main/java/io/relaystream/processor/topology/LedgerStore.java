package io.relaystream.processor.topology;

import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.LedgerState;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The mails in flight of one task, and when each asks for attention.
final class LedgerStore {
    private final KeyValueStore<String, LedgerEntry> entries;
    private final Timetable<String> due;
    private final LedgerGauges gauges;
    private final TaskId task;

    LedgerStore(ProcessorContext<?, ?> context, LedgerGauges gauges) {
        this.entries = context.getStateStore(StateStores.LEDGER);
        this.due = new Timetable<>(context.getStateStore(StateStores.LEDGER_DUE));
        this.gauges = gauges;
        this.task = context.taskId();
    }

    @Nullable LedgerEntry get(String deliveryId) {
        return entries.get(deliveryId);
    }

    void put(LedgerEntry entry) {
        String id = entry.mail().deliveryId();
        forget(entries.get(id));
        entries.put(id, entry);
        gauges.add(task, entry.state(), 1);
        Instant next = entry.due();
        if (next != null) {
            due.add(next, id, id);
        }
    }

    void remove(LedgerEntry entry) {
        String id = entry.mail().deliveryId();
        forget(entries.get(id));
        entries.delete(id);
    }

    /// Hands over the ids of what is due; an entry that is due stays until it is put or removed.
    void eachDue(Instant now, Consumer<String> handler) {
        due.eachDue(now, Punctuations.LIMIT, handler);
    }

    /// Shows every state's count; needed once, when a task begins to own the store.
    void eachState(Consumer<LedgerState> counter) {
        try (KeyValueIterator<String, LedgerEntry> all = entries.all()) {
            all.forEachRemaining(entry -> counter.accept(entry.value.state()));
        }
    }

    private void forget(@Nullable LedgerEntry old) {
        if (old == null) {
            return;
        }
        gauges.add(task, old.state(), -1);
        Instant next = old.due();
        if (next != null) {
            due.remove(next, old.mail().deliveryId());
        }
    }
}
