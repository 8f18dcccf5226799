package io.relaystream.core.log;

import io.relaystream.core.Code;

/// Where a mail is on its way.
public enum MailState implements Code {
    /// It was decided to send it, and a worker will or does.
    QUEUED,
    /// An attempt failed, and the next one has its time.
    WAITING,
    /// It may have been sent, which a provider may tell; else it is sent again.
    IN_DOUBT,
    /// The mailbox is paused; it is decided anew later.
    POSTPONED,
    /// Its canonical record says how.
    ENDED
}
