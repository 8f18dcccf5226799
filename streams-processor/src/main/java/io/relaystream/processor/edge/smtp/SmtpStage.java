package io.relaystream.processor.edge.smtp;

/// How far a mail has come on its connection. The order matters.
enum SmtpStage {
    /// Connecting, greeting, TLS, authentication.
    OPENING,
    /// `MAIL`: the envelope sender is always an address of ours.
    SENDER,
    /// `RCPT` and `DATA`.
    ENVELOPE,
    /// The mail is being written, its final dot is not: the server cannot take it for complete (RFC
    /// 5321 section 4.1.1.4), so it was not sent.
    CONTENT,
    /// The final dot may be on its way: without an answer the mail may have been sent.
    HANDED_OVER
}
