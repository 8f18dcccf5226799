package io.relaystream.api.message;

import io.relaystream.core.Code;

/// A part of a mail's way that takes its time. The hold is none of the decision, as it is in the
/// canonical record.
public enum Stage implements Code {
    ACCEPT,
    HOLD,
    DECIDE,
    DELIVER,
    FETCH,
    REWRITE,
    SEND,
    /// From receipt to end; operators see it beside the others.
    TOTAL
}
