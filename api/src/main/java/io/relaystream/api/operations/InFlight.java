package io.relaystream.api.operations;

import io.relaystream.core.Code;

/// Where a mail is that has not ended, as in [io.relaystream.core.log.MailState].
public enum InFlight implements Code {
    QUEUED,
    WAITING,
    IN_DOUBT,
    POSTPONED
}
