package io.relaystream.bridge.sns;

import java.security.cert.X509Certificate;

/// What came of looking for a signing certificate.
public sealed interface SigningKey {
    record Found(X509Certificate certificate) implements SigningKey {}

    /// Nobody must look there.
    record Refused(RefusalReason why) implements SigningKey {}

    /// It cannot be had at the moment.
    record Unavailable() implements SigningKey {}
}
