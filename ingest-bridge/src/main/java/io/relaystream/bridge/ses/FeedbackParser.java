package io.relaystream.bridge.ses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// The same in the mail's own header, which notifications show if the identity is set so.
    private static final String DELIVERY_ID_FIELD = "X-Relaystream-Delivery-Id";

    /// Enough to see what a server has against a mail; it may say so at any length.
    private static final int MAX_DIAGNOSTIC = 500;

    private FeedbackParser() {}

    static SesMessage.Reported parse(FeedbackKind kind, Fields root) throws NotUnderstoodException {
        Fields mail = root.object("mail");
        String providerId = mail.text("messageId");
        Report report = report(kind, root, mail);
        Fields tags = mail.optionalObject("tags");
        Headers headers = Headers.of(mail);
        EmailAddress alias = Author.of(mail, headers).address();
        String deliveryId = deliveryId(tags, headers);
        boolean bounce = kind == FeedbackKind.BOUNCE;
        List<Feedback> reports = new ArrayList<>();
        for (var named : distinct(report.recipients).entrySet()) {
            reports.add(
                    new Feedback(
                            kind,
                            providerId,
                            named.getKey().orElse(null),
                            deliveryId,
                            tag(tags, ACCOUNT_ID_TAG),
                            alias,
                            report.type,
                            report.subType,
                            bounce ? named.getValue().status : null,
                            bounce ? named.getValue().diagnostic : null,
                            report.at));
        }
        return new SesMessage.Reported(reports);
    }

    private static Report report(FeedbackKind kind, Fields root, Fields mail)
            throws NotUnderstoodException {
        return switch (kind) {
            case SEND, RENDERING_FAILURE ->
                    new Report(
                            recipients(mail, "destination"), null, null, mail.instant("timestamp"));
            case REJECT ->
                    new Report(
                            recipients(mail, "destination"),
                            root.object("reject").optionalText("reason").orElse(null),
                            null,
                            mail.instant("timestamp"));
            case DELIVERY -> {
                Fields delivery = root.object("delivery");
                yield new Report(
                        recipients(delivery, "recipients"),
                        null,
                        null,
                        delivery.instant("timestamp"));
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
        List<Recipient> named = new ArrayList<>();
        for (Fields recipient : event.objects(recipients)) {
            named.add(
                    new Recipient(
                            recipient.optionalText("emailAddress").orElse(""),
                            recipient.optionalText("status").orElse(null),
                            recipient
                                    .optionalText("diagnosticCode")
                                    .map(FeedbackParser::shortened)
                                    .orElse(null)));
        }
        return new Report(
                named,
                event.optionalText(type).orElse(null),
                event.optionalText(subType).orElse(null),
                event.instant("timestamp"));
    }

    private static List<Recipient> recipients(Fields event, String name)
            throws NotUnderstoodException {
        return event.texts(name).stream().map(it -> new Recipient(it, null, null)).toList();
    }

    /// What names nobody, or nobody that can be written to, still says something about the mail. If
    /// one recipient is named twice, the first time counts.
    private static Map<Optional<EmailAddress>, Recipient> distinct(List<Recipient> recipients) {
        Map<Optional<EmailAddress>, Recipient> distinct = new LinkedHashMap<>();
        for (Recipient recipient : recipients) {
            distinct.putIfAbsent(EmailAddress.parse(recipient.address), recipient);
        }
        return distinct.isEmpty()
                ? Map.of(Optional.empty(), new Recipient("", null, null))
                : distinct;
    }

    /// Half a character, which a cut may leave, cannot be written as UTF-8: it becomes `?`.
    private static String shortened(String diagnostic) {
        String start = diagnostic.substring(0, Math.min(diagnostic.length(), MAX_DIAGNOSTIC));
        return new String(start.getBytes(UTF_8), UTF_8);
    }

    private static @Nullable String deliveryId(Fields tags, Headers headers) {
        String tag = tag(tags, DELIVERY_ID_TAG);
        return tag != null
                ? tag
                : headers.values(DELIVERY_ID_FIELD)
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String tag(Fields tags, String name) {
        String value = tags.json().path(name).path(0).textValue();
        return value == null || value.isBlank() ? null : value;
    }

    private record Report(
            List<Recipient> recipients,
            @Nullable String type,
            @Nullable String subType,
            Instant at) {}

    /// @param address as it stands in the report
    private record Recipient(
            String address, @Nullable String status, @Nullable String diagnostic) {}
}
