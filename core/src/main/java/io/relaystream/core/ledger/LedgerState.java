package io.relaystream.core.ledger;

import io.relaystream.core.Code;

/// Where a mail in flight is.
public enum LedgerState implements Code {
    /// A request lies in `mail.deliveries`; no worker has taken it yet.
    QUEUED,
    /// A worker has started; `due` is when its silence becomes doubtful.
    ATTEMPTING,
    /// Not sent yet; `due` is the next attempt.
    WAITING,
    /// Perhaps sent; `due` is when it is sent again, flagged.
    IN_DOUBT;

    /// Whether nothing happens to the mail until its time has come.
    public boolean waits() {
        return this == WAITING || this == IN_DOUBT;
    }
}
