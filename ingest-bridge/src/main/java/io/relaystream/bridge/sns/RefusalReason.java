package io.relaystream.bridge.sns;

import io.relaystream.core.Code;

/// Why a request is not from a topic of ours, or cannot be proven to be. It gets 403 and is gone:
/// SNS never repeats a 4xx.
public enum RefusalReason implements Code {
    /// The body is not UTF-8.
    NOT_UTF8,
    /// The body is not a message of SNS.
    NOT_SNS,
    /// The subscription has raw delivery switched on, which leaves nothing to verify: switch it
    /// off.
    RAW_DELIVERY,
    /// The topic is not among `RELAY_SNS_TOPIC_ARNS`.
    FOREIGN_TOPIC,
    /// Older than the time for which a repetition is recognised.
    TOO_OLD,
    /// Stamped later than clocks can differ.
    FROM_THE_FUTURE,
    /// Neither version 1 nor 2.
    UNKNOWN_SIGNATURE_VERSION,
    /// The certificate's address is not where SNS serves certificates.
    FOREIGN_CERTIFICATE_URL,
    /// The certificate is not issued to SNS.
    FOREIGN_CERTIFICATE,
    /// The certificate was not valid when the message was stamped.
    CERTIFICATE_NOT_VALID,
    /// The signature does not belong to the message.
    BAD_SIGNATURE
}
