package io.relaystream.core.canonical;

import io.relaystream.core.Code;

/// How the story of a mail ended.
public enum Outcome implements Code {
    /// The provider took it for the owner's mailbox.
    FORWARDED,
    /// A rule objected.
    DROPPED,
    /// The provider refused it for good.
    REJECTED,
    /// It could not be delivered within its lifetime.
    EXPIRED,
    /// Its raw bytes are not in the object store: an alarm.
    CONTENT_MISSING
}
