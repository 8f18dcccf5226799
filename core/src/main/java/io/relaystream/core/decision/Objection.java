package io.relaystream.core.decision;

/// What a rule says against forwarding a mail now.
public sealed interface Objection permits DropReason, Postponement {
    /// Why.
    DropReason reason();
}
