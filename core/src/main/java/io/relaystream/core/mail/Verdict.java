package io.relaystream.core.mail;

import io.relaystream.core.Code;

/// What the receiving server found in one check of a mail.
///
/// Source: Amazon SES, "Contents of notifications for email receiving", the `status` of a verdict.
public enum Verdict implements Code {
    PASS,
    FAIL,
    /// Checked, and neither clean nor bad.
    GRAY,
    /// Not checked, or the answer was absent or unknown: never a reason to drop.
    PROCESSING_FAILED
}
