package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.util.List;

/// Does what a [Transition] says: remembers and emits in one transaction.
record LedgerDesk(LedgerStore store, Meters meters) {

    /// @param entry the entry that the transition is about
    /// @return what leaves the topology
    List<Emission> apply(LedgerEntry entry, Transition transition) {
        return switch (transition) {
            case Transition.Remember(LedgerEntry next) -> {
                count(Step.REMEMBER);
                store.put(next);
                yield List.of();
            }
            case Transition.Attempt(LedgerEntry next) -> {
                count(Step.ATTEMPT);
                store.put(next);
                yield List.of(new Emission.Request(next.request()));
            }
            case Transition.End(var ending) -> {
                count(Step.END);
                store.remove(entry);
                yield List.of(Emission.ended(ending, meters));
            }
            case Transition.Ignore() -> {
                count(Step.IGNORE);
                yield List.of();
            }
        };
    }

    private void count(Step step) {
        meters.count(Metric.LEDGER_TRANSITIONS, step);
    }

    private enum Step implements Code {
        REMEMBER,
        ATTEMPT,
        END,
        IGNORE
    }
}
