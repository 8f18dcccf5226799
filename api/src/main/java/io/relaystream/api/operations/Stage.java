package io.relaystream.api.operations;

import io.relaystream.core.Code;

/// A part of a mail's way that takes its time.
public enum Stage implements Code {
    ACCEPT,
    HOLD,
    DECIDE,
    DELIVER,
    FETCH,
    REWRITE,
    SEND,
    /// From receipt to end.
    TOTAL
}
