package io.relaystream.bridge.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.bridge.sns.SnsMessage.Envelope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads the JSON that SNS posts. Strings stay as they were written, because the signature is over
/// them; unknown fields are ignored; a field that is there twice has no one meaning and is refused.
final class SnsParser {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SnsParser() {}

    /// @return empty if it is not a message of SNS
    static Optional<SnsMessage> parse(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return envelope(json).flatMap(envelope -> message(json, envelope));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<SnsMessage> message(JsonNode json, Envelope envelope) {
        return switch (text(json, "Type")) {
            case "Notification" ->
                    Optional.of(new SnsMessage.Notification(envelope, text(json, "Subject")));
            case "SubscriptionConfirmation" ->
                    confirmation(
                            json,
                            (token, url) ->
                                    new SnsMessage.SubscriptionConfirmation(envelope, token, url));
            case "UnsubscribeConfirmation" ->
                    confirmation(
                            json,
                            (token, url) ->
                                    new SnsMessage.UnsubscribeConfirmation(envelope, token, url));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<SnsMessage> confirmation(
            JsonNode json, BiFunction<String, String, SnsMessage> make) {
        String token = text(json, "Token");
        String subscribeUrl = text(json, "SubscribeURL");
        return token == null || subscribeUrl == null
                ? Optional.empty()
                : Optional.of(make.apply(token, subscribeUrl));
    }

    private static Optional<Envelope> envelope(JsonNode json) {
        String messageId = text(json, "MessageId");
        String topicArn = text(json, "TopicArn");
        String message = text(json, "Message");
        String timestamp = text(json, "Timestamp");
        String signatureVersion = text(json, "SignatureVersion");
        String signature = text(json, "Signature");
        String certificateUrl = text(json, "SigningCertURL");
        if (messageId == null
                || topicArn == null
                || message == null
                || timestamp == null
                || signatureVersion == null
                || signature == null
                || certificateUrl == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Envelope(
                        messageId,
                        topicArn,
                        message,
                        timestamp,
                        Instant.parse(timestamp),
                        signatureVersion,
                        signature,
                        certificateUrl));
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).textValue();
    }
}
