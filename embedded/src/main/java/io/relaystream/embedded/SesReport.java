package io.relaystream.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stands in for SES: what it publishes about a mail that it sent for us. The result is the
/// `Message` of an SNS notification, like that of a [SesMail].
///
/// Source: Amazon SES, "Notification contents" and "Contents of event data".
public final class SesReport {
    private static final String ACCOUNT = "000000000000";

    private final String type;
    private final String part;
    private final Sent mail;
    private final Map<String, Object> event;

    /// A mail that SES sent.
    ///
    /// @param messageId the id that SES gave it
    /// @param from its author, as in `From:`
    /// @param destination the recipients of its envelope
    public record Sent(String messageId, String from, List<String> destination, Instant at) {
        public Sent {
            destination = List.copyOf(destination);
        }
    }

    /// A recipient that a mail did not reach.
    ///
    /// @param status such as `5.1.1`; null if no server said one
    /// @param diagnosticCode such as `smtp; 550 5.1.1 no such user`; null if no server said one
    public record Bounced(
            String emailAddress, @Nullable String status, @Nullable String diagnosticCode) {}

    /// @param part the field that holds the event
    private SesReport(String type, String part, Sent mail, Map<String, Object> event) {
        this.type = type;
        this.part = part;
        this.mail = mail;
        this.event = event;
    }

    /// SES took the mail from us.
    public static SesReport send(Sent mail) {
        return new SesReport("Send", "send", mail, Map.of());
    }

    /// The servers of all recipients took the mail.
    public static SesReport delivery(Sent mail, Instant at) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("timestamp", at.toString());
        event.put("processingTimeMillis", Duration.between(mail.at, at).toMillis());
        event.put("recipients", mail.destination);
        event.put("smtpResponse", "250 2.0.0 OK");
        event.put("reportingMTA", "a1-1.smtp-out.amazonses.com");
        return new SesReport("Delivery", "delivery", mail, event);
    }

    /// @param type `Permanent`, `Transient` or `Undetermined`
    /// @param subType such as `General` or `MailboxFull`
    public static SesReport bounce(
            Sent mail, Instant at, String type, String subType, List<Bounced> recipients) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("bounceType", type);
        event.put("bounceSubType", subType);
        event.put("bouncedRecipients", recipients.stream().map(SesReport::bounced).toList());
        event.put("timestamp", at.toString());
        event.put("feedbackId", UUID.randomUUID().toString());
        if (recipients.stream().anyMatch(recipient -> recipient.status != null)) {
            event.put("reportingMTA", "dns; mailbox.example");
        }
        return new SesReport("Bounce", "bounce", mail, event);
    }

    /// A recipient called the mail unwanted.
    ///
    /// @param feedbackType such as `abuse`; null if the recipient's provider did not say
    /// @param subType `OnAccountSuppressionList` if SES did not even send it; else null
    public static SesReport complaint(
            Sent mail, Instant at, @Nullable String feedbackType, @Nullable String subType) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(
                "complainedRecipients",
                mail.destination.stream().map(it -> Map.of("emailAddress", it)).toList());
        event.put("timestamp", at.toString());
        event.put("feedbackId", UUID.randomUUID().toString());
        if (subType != null) {
            event.put("complaintSubType", subType);
        }
        if (feedbackType != null) {
            event.put("userAgent", "Any Feedback Loop");
            event.put("complaintFeedbackType", feedbackType);
            event.put("arrivalDate", at.toString());
        }
        return new SesReport("Complaint", "complaint", mail, event);
    }

    /// As SES publishes it for an identity: without tags.
    ///
    /// @return JSON
    /// @throws IllegalStateException if it is a Send, of which SES notifies nobody
    public String asNotification() {
        if (type.equals("Send")) {
            throw new IllegalStateException("A Send must be published as an event");
        }
        return json("notificationType", mail());
    }

    /// As SES publishes it for a configuration set: with the tags that the mail was sent with.
    ///
    /// @return JSON
    public String asEvent(String deliveryId, String accountId) {
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("ses:configuration-set", List.of("relay"));
        tags.put("delivery_id", List.of(deliveryId));
        tags.put("account_id", List.of(accountId));
        Map<String, Object> tagged = mail();
        tagged.put("tags", tags);
        return json("eventType", tagged);
    }

    private String json(String typeField, Map<String, Object> about) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(typeField, type);
        payload.put(part, event);
        payload.put("mail", about);
        return SesMail.json(payload);
    }

    private Map<String, Object> mail() {
        String subject = "Forwarded";
        String to = String.join(", ", mail.destination);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("timestamp", mail.at.toString());
        about.put("source", mail.from);
        about.put("sourceArn", "arn:aws:ses:us-east-1:%s:identity/relay".formatted(ACCOUNT));
        about.put("sendingAccountId", ACCOUNT);
        about.put("messageId", mail.messageId);
        about.put("destination", mail.destination);
        about.put("headersTruncated", false);
        about.put(
                "headers",
                List.of(header("From", mail.from), header("To", to), header("Subject", subject)));
        about.put(
                "commonHeaders",
                Map.of(
                        "from",
                        List.of(mail.from),
                        "to",
                        List.of(to),
                        "messageId",
                        mail.messageId,
                        "subject",
                        subject));
        return about;
    }

    private static Map<String, String> header(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    private static Map<String, Object> bounced(Bounced recipient) {
        Map<String, Object> bounced = new LinkedHashMap<>();
        bounced.put("emailAddress", recipient.emailAddress);
        if (recipient.status != null) {
            bounced.put("action", "failed");
            bounced.put("status", recipient.status);
        }
        if (recipient.diagnosticCode != null) {
            bounced.put("diagnosticCode", recipient.diagnosticCode);
        }
        return bounced;
    }
}
