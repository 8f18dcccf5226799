package io.relaystream.bridge.sns;

import io.relaystream.bridge.sns.SnsMessage.Envelope;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether a certificate's owner signed a message. The certificate must have been valid when the
/// message was stamped, not now: SNS certificates live about eleven months, and a message may come
/// out of a dead-letter queue after a change of certificate.
///
/// The chain above the certificate is not followed: SNS serves it alone, over TLS from a host of
/// Amazon's, and that connection is the anchor of trust.
///
/// Source: Amazon SNS, "Verifying the signatures of Amazon SNS messages".
final class SignatureCheck {
    private static final Map<String, String> ALGORITHMS =
            Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    private SignatureCheck() {}

    static boolean knows(String signatureVersion) {
        return ALGORITHMS.containsKey(signatureVersion);
    }

    /// @param topic the configured topic that the message names
    /// @param certificate from where the message says it is
    /// @return why the message is not proven to come from SNS, or empty if it is
    static Optional<RefusalReason> objection(
            SnsMessage message, TopicArn topic, X509Certificate certificate) {
        if (!SignerName.isOn(certificate, SignerName.of(topic))) {
            return Optional.of(RefusalReason.FOREIGN_CERTIFICATE);
        }
        Instant stamped = message.envelope().sentAt();
        if (stamped.isBefore(certificate.getNotBefore().toInstant())
                || stamped.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of(RefusalReason.CERTIFICATE_NOT_VALID);
        }
        return isSigned(message, certificate)
                ? Optional.empty()
                : Optional.of(RefusalReason.BAD_SIGNATURE);
    }

    private static boolean isSigned(SnsMessage message, X509Certificate certificate) {
        Envelope envelope = message.envelope();
        String algorithm = ALGORITHMS.get(envelope.signatureVersion());
        if (algorithm == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(certificate);
            signature.update(strictUtf8(canonical(message)));
            return signature.verify(Base64.getDecoder().decode(envelope.signature()));
        } catch (GeneralSecurityException | CharacterCodingException | IllegalArgumentException e) {
            // a key of another kind, half a character, or no Base64: not what SNS signed
            return false;
        }
    }

    /// `name\nvalue\n` for each signed field in byte order, the last line end included.
    static String canonical(SnsMessage message) {
        Envelope envelope = message.envelope();
        SortedMap<String, String> fields =
                new TreeMap<>(
                        Map.of(
                                "Message", envelope.message(),
                                "MessageId", envelope.messageId(),
                                "Timestamp", envelope.timestamp(),
                                "TopicArn", envelope.topicArn()));
        switch (message) {
            case SnsMessage.Notification(_, var subject) -> {
                fields.put("Type", "Notification");
                if (subject != null) {
                    fields.put("Subject", subject);
                }
            }
            case SnsMessage.SubscriptionConfirmation(_, var token, var subscribeUrl) -> {
                fields.put("Type", "SubscriptionConfirmation");
                fields.put("Token", token);
                fields.put("SubscribeURL", subscribeUrl);
            }
            case SnsMessage.UnsubscribeConfirmation(_, var token, var subscribeUrl) -> {
                fields.put("Type", "UnsubscribeConfirmation");
                fields.put("Token", token);
                fields.put("SubscribeURL", subscribeUrl);
            }
        }
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name).append('\n').append(value).append('\n'));
        return text.toString();
    }

    /// Unlike `getBytes`, this does not write `?` for half a surrogate pair, which would let a
    /// stranger put one where a signed `?` stood.
    private static ByteBuffer strictUtf8(String text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    }
}
