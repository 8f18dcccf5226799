package io.relaystream.api.operations;

/// What became of the wish to process a record again.
public sealed interface Redrive {
    /// @param topic that it was put into
    record Done(String topic) implements Redrive {}

    /// It was put back before: what came of it is a new record.
    record Repeated() implements Redrive {}

    record Absent() implements Redrive {}

    /// It comes from a topic that nobody but its owner may write to: a state table, or one within a
    /// service.
    record Impossible() implements Redrive {}
}
