package io.relaystream.api.message;

import io.relaystream.core.Code;

/// What a mail is to its owner.
public enum MessageKind implements Code {
    /// It came to an alias, or is a report about one that did.
    MAIL,
    /// The owner's answer to a correspondent.
    REPLY,
    /// A mail of our own to the owner.
    NOTICE
}
