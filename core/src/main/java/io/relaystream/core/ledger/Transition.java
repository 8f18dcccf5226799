package io.relaystream.core.ledger;

import io.relaystream.core.canonical.CanonicalRecord;

/// What an event means for a mail in flight: what to remember and what to emit.
public sealed interface Transition {

    /// Remember the entry; there is nothing to do now.
    record Remember(LedgerEntry entry) implements Transition {}

    /// Remember the entry and ask a worker for its current attempt.
    record Attempt(LedgerEntry entry) implements Transition {}

    /// Forget the entry; its story ends with this record.
    record End(CanonicalRecord record) implements Transition {}

    /// The event is about an attempt that is no longer the current one: nothing changes.
    record Ignore() implements Transition {}
}
