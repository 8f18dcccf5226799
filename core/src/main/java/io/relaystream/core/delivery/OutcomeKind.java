package io.relaystream.core.delivery;

/// What a [DeliveryCode] means for a mail in flight.
public enum OutcomeKind {
    /// The worker has taken the request and begins now.
    STARTED,
    /// The provider accepted the mail.
    SENT,
    /// A report was read; nothing was to be sent.
    READ,
    /// Not sent; trying again later makes sense.
    RETRY,
    /// Refused for good.
    REJECTED,
    /// The object store does not have the mail.
    CONTENT_MISSING,
    /// Perhaps sent: the connection was lost after the mail was handed over.
    IN_DOUBT
}
