package io.relaystream.core.feedback;

import io.relaystream.core.Code;

/// What a provider reports about a sent mail.
///
/// Source: Amazon SES, "Contents of event data" (`eventType`) and "Contents of notifications"
/// (`notificationType`).
public enum FeedbackKind implements Code {
    SEND,
    DELIVERY,
    DELIVERY_DELAY,
    BOUNCE,
    COMPLAINT,
    REJECT,
    RENDERING_FAILURE
}
