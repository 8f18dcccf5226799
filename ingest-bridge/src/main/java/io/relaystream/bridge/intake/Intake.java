package io.relaystream.bridge.intake;

import io.relaystream.bridge.ses.InlineContent;
import io.relaystream.bridge.ses.RejectReason;
import io.relaystream.bridge.ses.SesMessage;
import io.relaystream.bridge.ses.SesParser;
import io.relaystream.bridge.sns.Authenticator;
import io.relaystream.bridge.sns.Authenticity;
import io.relaystream.bridge.sns.SnsMessage;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.platform.log.LogKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over messages: check, parse, publish. When it answers that a message may be forgotten,
/// Kafka has it or it never mattered. It knows nothing of how the message travelled.
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Authenticator authenticator;
    private final SesParser parser;
    private final Subscriptions subscriptions;
    private final ObjectStore store;
    private final Publisher publisher;
    private final InstantSource clock;

    public Intake(
            Authenticator authenticator,
            SesParser parser,
            Subscriptions subscriptions,
            ObjectStore store,
            Publisher publisher,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.parser = parser;
        this.subscriptions = subscriptions;
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
    }

    /// Takes a message that SNS signed.
    ///
    /// @param body JSON, as it came
    public IntakeResult take(String body) {
        Instant now = clock.instant();
        return switch (authenticator.authenticate(body, now)) {
            case Authenticity.Refused(var reason) -> new IntakeResult.Refused(reason);
            case Authenticity.Undecided() ->
                    new IntakeResult.Unavailable(IntakeResult.Cause.SIGNING_CERTIFICATE);
            case Authenticity.Genuine(var message, var topic) -> take(message, topic, body, now);
        };
    }

    private IntakeResult take(SnsMessage message, TopicArn topic, String body, Instant now) {
        return switch (message) {
            case SnsMessage.Notification(var envelope, _) ->
                    publish(parser.parse(envelope.message(), now), body);
            case SnsMessage.SubscriptionConfirmation(_, var token, _) ->
                    switch (subscriptions.confirm(topic, token)) {
                        case DONE -> new IntakeResult.Ignored(IntakeResult.Confirmation.SUBSCRIBED);
                        case FAILED ->
                                new IntakeResult.Unavailable(IntakeResult.Cause.SUBSCRIPTION_API);
                    };
            case SnsMessage.UnsubscribeConfirmation _ -> {
                LOG.atWarn()
                        .addKeyValue(LogKey.TOPIC.key(), topic.value())
                        .log("A topic no longer sends to us; subscribe it again if it should");
                yield new IntakeResult.Ignored(IntakeResult.Confirmation.UNSUBSCRIBED);
            }
        };
    }

    private IntakeResult publish(SesMessage message, String body) {
        return switch (message) {
            case SesMessage.Irrelevant(var kind) -> new IntakeResult.Ignored(kind);
            case SesMessage.NotUnderstood(var reason, var path) ->
                    publish(
                            List.of(rejected(body, reason, List.of(path))),
                            new IntakeResult.Rejected(reason));
            case SesMessage.Reported(var reports) ->
                    publish(
                            reports.stream().<Publication>map(Publication.Report::new).toList(),
                            new IntakeResult.Accepted(reports.size()));
            case SesMessage.Received received -> publish(received, body);
        };
    }

    private IntakeResult publish(SesMessage.Received received, String body) {
        InlineContent inline = received.inline();
        if (inline != null && store.put(inline) == Effect.FAILED) {
            return new IntakeResult.Unavailable(IntakeResult.Cause.OBJECT_STORE);
        }
        List<Publication> records = new ArrayList<>();
        received.mails().forEach(mail -> records.add(new Publication.Mail(mail)));
        List<String> unusable = received.unusable();
        if (!unusable.isEmpty()) {
            records.add(rejected(body, RejectReason.INVALID_RECIPIENT, unusable));
        }
        return publish(
                records,
                received.mails().isEmpty()
                        ? new IntakeResult.Rejected(RejectReason.INVALID_RECIPIENT)
                        : new IntakeResult.Accepted(received.mails().size()));
    }

    private static Publication rejected(String body, RejectReason reason, List<String> paths) {
        LOG.atWarn()
                .addKeyValue(LogKey.REASON.key(), reason.code())
                .addKeyValue(LogKey.PATH.key(), paths)
                .log("Authentic input is not understood; mail.rejected-input keeps it");
        return new Publication.RejectedInput(body, reason, paths);
    }

    private IntakeResult publish(List<Publication> records, IntakeResult success) {
        return switch (publisher.publish(records)) {
            case DONE -> success;
            case FAILED -> new IntakeResult.Unavailable(IntakeResult.Cause.BROKER);
        };
    }
}
