package io.relaystream.core.delivery;

import io.relaystream.core.Code;

/// What a worker is to do with a mail.
public enum DeliveryTask implements Code {
    /// Fetch, rewrite and send it to the owner's mailbox.
    FORWARD,
    /// Fetch it, clean it of the owner's address and send it to a correspondent.
    REPLY,
    /// Write a mail of our own to the owner and send it.
    NOTIFY,
    /// Fetch a report about a mail that we sent, and tell what it says in `mail.feedback`.
    READ_REPORT
}
