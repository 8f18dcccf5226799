package io.relaystream.bridge.sns;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Decides whether a body is a message that one of the configured topics sent. The cheap questions
/// come first, so that a stranger's message never causes a fetch unless it names a topic of ours.
public final class Authenticator {
    /// For so long a repetition is recognised as a duplicate; an older one could not be told from a
    /// new mail.
    static final Duration OLDEST = Duration.ofDays(15);

    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

    private final Map<String, TopicArn> topics;
    private final SigningKeys keys;

    /// @param topics the only topics that may post to us
    public Authenticator(List<TopicArn> topics, SigningKeys keys) {
        this.topics =
                topics.stream()
                        .distinct()
                        .collect(Collectors.toMap(TopicArn::value, Function.identity()));
        this.keys = keys;
    }

    public Authenticity authenticate(String body, Instant now) {
        return SnsParser.parse(body)
                .map(message -> authenticate(message, now))
                .orElseGet(() -> new Authenticity.Refused(RefusalReason.NOT_SNS));
    }

    private Authenticity authenticate(SnsMessage message, Instant now) {
        SnsMessage.Envelope envelope = message.envelope();
        TopicArn topic = topics.get(envelope.topicArn());
        if (topic == null) {
            return new Authenticity.Refused(RefusalReason.FOREIGN_TOPIC);
        }
        if (envelope.sentAt().isBefore(now.minus(OLDEST))) {
            return new Authenticity.Refused(RefusalReason.TOO_OLD);
        }
        if (envelope.sentAt().isAfter(now.plus(CLOCK_DIFFERENCE))) {
            return new Authenticity.Refused(RefusalReason.FROM_THE_FUTURE);
        }
        if (!SignatureCheck.knows(envelope.signatureVersion())) {
            return new Authenticity.Refused(RefusalReason.UNKNOWN_SIGNATURE_VERSION);
        }
        return switch (keys.find(envelope.certificateUrl(), topic)) {
            case SigningKey.Refused(var why) -> new Authenticity.Refused(why);
            case SigningKey.Unavailable() -> new Authenticity.Undecided();
            case SigningKey.Found(var certificate) -> {
                Optional<RefusalReason> objection =
                        SignatureCheck.objection(message, topic, certificate);
                yield objection.isPresent()
                        ? new Authenticity.Refused(objection.get())
                        : new Authenticity.Genuine(message, topic);
            }
        };
    }
}
