package io.relaystream.bridge.ses;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From a report about a sent mail to one [Feedback] for each recipient that it names. Identity
/// notifications and events of a configuration set have the same fields; only events carry tags.
///
/// Source: Amazon SES, "Notification contents" and "Examples of event data".
final class FeedbackParser {
    /// The tags that a delivery worker puts on a mail.
    private static final String DELIVERY_ID_TAG = "delivery_id";

    private static final String ACCOUNT_ID_TAG = "account_id";

    private FeedbackParser() {}

    static SesMessage.Reported parse(FeedbackKind kind, Fields root) throws NotUnderstoodException {
        Fields mail = root.object("mail");
        String providerId = mail.text("messageId");
        Report report = report(kind, root, mail);
        Fields tags = mail.optionalObject("tags");
        List<Feedback> reports = new ArrayList<>();
        for (Optional<EmailAddress> recipient : recipients(report)) {
            reports.add(
                    new Feedback(
                            kind,
                            providerId,
                            recipient.orElse(null),
                            tag(tags, DELIVERY_ID_TAG),
                            tag(tags, ACCOUNT_ID_TAG),
                            report.type,
                            report.subType,
                            report.at));
        }
        return new SesMessage.Reported(reports);
    }

    private static Report report(FeedbackKind kind, Fields root, Fields mail)
            throws NotUnderstoodException {
        return switch (kind) {
            case SEND, RENDERING_FAILURE ->
                    new Report(mail.texts("destination"), null, null, mail.instant("timestamp"));
            case REJECT ->
                    new Report(
                            mail.texts("destination"),
                            root.object("reject").optionalText("reason").orElse(null),
                            null,
                            mail.instant("timestamp"));
            case DELIVERY -> {
                Fields delivery = root.object("delivery");
                yield new Report(
                        delivery.texts("recipients"), null, null, delivery.instant("timestamp"));
            }
            case DELIVERY_DELAY ->
                    named(root.object("deliveryDelay"), "delayedRecipients", "delayType", "");
            case BOUNCE ->
                    named(
                            root.object("bounce"),
                            "bouncedRecipients",
                            "bounceType",
                            "bounceSubType");
            case COMPLAINT ->
                    named(
                            root.object("complaint"),
                            "complainedRecipients",
                            "complaintFeedbackType",
                            "complaintSubType");
        };
    }

    private static Report named(Fields event, String recipients, String type, String subType)
            throws NotUnderstoodException {
        List<String> addresses = new ArrayList<>();
        for (Fields recipient : event.objects(recipients)) {
            addresses.add(recipient.text("emailAddress"));
        }
        return new Report(
                addresses,
                event.optionalText(type).orElse(null),
                event.optionalText(subType).orElse(null),
                event.instant("timestamp"));
    }

    /// What names nobody, or nobody that can be written to, still says something about the mail.
    private static List<Optional<EmailAddress>> recipients(Report report) {
        return report.recipients.isEmpty()
                ? List.of(Optional.empty())
                : report.recipients.stream().map(EmailAddress::parse).distinct().toList();
    }

    private static @Nullable String tag(Fields tags, String name) {
        String value = tags.json().path(name).path(0).textValue();
        return value == null || value.isBlank() ? null : value;
    }

    private record Report(
            List<String> recipients, @Nullable String type, @Nullable String subType, Instant at) {}
}
