package io.relaystream.bridge.ses;

import io.relaystream.core.Code;

/// Why authentic input was not understood; the header `reason` of `mail.rejected-input`.
public enum RejectReason implements Code {
    INVALID_JSON,
    /// Neither a receipt nor a report that we know.
    UNKNOWN_TYPE,
    /// A receipt rule did something else than storing or publishing the mail.
    UNKNOWN_ACTION,
    /// The mail is inside the notification in an encoding that we do not know.
    UNKNOWN_ENCODING,
    MISSING_FIELD,
    /// A field does not hold what it must.
    MALFORMED_FIELD,
    /// The envelope names a recipient that is no mailbox address; the others went on.
    INVALID_RECIPIENT
}
