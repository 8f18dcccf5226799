package io.relaystream.bridge.sns;

/// Whether a body is a message from a topic of ours.
public sealed interface Authenticity {
    /// @param topic the configured topic that it came from
    record Genuine(SnsMessage message, TopicArn topic) implements Authenticity {}

    record Refused(RefusalReason reason) implements Authenticity {}

    /// The signer's certificate cannot be had at the moment.
    record Undecided() implements Authenticity {}
}
