package io.relaystream.bridge.sns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as SNS posts it. Nothing in it can be trusted before the [Authenticator] said so.
///
/// Source: Amazon SNS, "Parsing message formats". Subjects may be those of mails and tokens are
/// secrets, so `toString()` shows neither.
public sealed interface SnsMessage {

    Envelope envelope();

    /// What every message has.
    ///
    /// @param timestamp when SNS made the message, as it wrote and signed it
    /// @param sentAt the same, understood
    /// @param signature Base64
    /// @param certificateUrl where the message claims that its signer's certificate is
    record Envelope(
            String messageId,
            String topicArn,
            String message,
            String timestamp,
            Instant sentAt,
            String signatureVersion,
            String signature,
            String certificateUrl) {
        @Override
        public String toString() {
            return "Envelope[messageId=%s, topicArn=%s]".formatted(messageId, topicArn);
        }
    }

    /// What somebody published to the topic, in `envelope.message()`.
    record Notification(Envelope envelope, @Nullable String subject) implements SnsMessage {
        @Override
        public String toString() {
            return "Notification[%s]".formatted(envelope);
        }
    }

    /// Somebody asks to send the topic's messages to us.
    record SubscriptionConfirmation(Envelope envelope, String token, String subscribeUrl)
            implements SnsMessage {
        @Override
        public String toString() {
            return "SubscriptionConfirmation[%s]".formatted(envelope);
        }
    }

    /// The topic's messages no longer come to us.
    record UnsubscribeConfirmation(Envelope envelope, String token, String subscribeUrl)
            implements SnsMessage {
        @Override
        public String toString() {
            return "UnsubscribeConfirmation[%s]".formatted(envelope);
        }
    }
}
