package io.relaystream.bridge.ses;

import io.relaystream.core.feedback.FeedbackKind;
import java.time.Instant;

/// Reads what SES publishes to a topic: mails that it received, and reports about mails that it
/// sent, as notifications of an identity (`notificationType`) or events of a configuration set
/// (`eventType`).
public final class SesParser {
    private static final String SETUP_TEXT =
            "Successfully validated SNS topic for Amazon SES event publishing.";

    private final ReceiptParser receipts;

    /// @param inlineBucket where mails are to be put that come inside their notification
    /// @param replyDomain where reverse addresses are
    public SesParser(String inlineBucket, String replyDomain) {
        receipts = new ReceiptParser(inlineBucket, replyDomain);
    }

    /// @param message the `Message` of an SNS notification
    /// @param acceptedAt when we take responsibility for what it announces
    public SesMessage parse(String message, Instant acceptedAt) {
        if (message.strip().equals(SETUP_TEXT)) {
            return new SesMessage.Irrelevant(IrrelevantKind.SETUP_MESSAGE);
        }
        try {
            return parse(Fields.of(message), acceptedAt);
        } catch (NotUnderstoodException e) {
            return e.result();
        }
    }

    private SesMessage parse(Fields root, Instant acceptedAt) throws NotUnderstoodException {
        String typeField = root.json().has("eventType") ? "eventType" : "notificationType";
        return switch (root.text(typeField)) {
            case "Received" -> receipts.parse(root, acceptedAt);
            case "Send" -> FeedbackParser.parse(FeedbackKind.SEND, root);
            case "Delivery" -> FeedbackParser.parse(FeedbackKind.DELIVERY, root);
            case "DeliveryDelay" -> FeedbackParser.parse(FeedbackKind.DELIVERY_DELAY, root);
            case "Bounce" -> FeedbackParser.parse(FeedbackKind.BOUNCE, root);
            case "Complaint" -> FeedbackParser.parse(FeedbackKind.COMPLAINT, root);
            case "Reject" -> FeedbackParser.parse(FeedbackKind.REJECT, root);
            case "Rendering Failure" -> FeedbackParser.parse(FeedbackKind.RENDERING_FAILURE, root);
            case "Open", "Click" -> new SesMessage.Irrelevant(IrrelevantKind.ENGAGEMENT);
            case "Subscription" -> new SesMessage.Irrelevant(IrrelevantKind.CONTACT_LIST);
            case "AmazonSnsSubscriptionSucceeded" ->
                    new SesMessage.Irrelevant(IrrelevantKind.SETUP_MESSAGE);
            default -> throw new NotUnderstoodException(RejectReason.UNKNOWN_TYPE, typeField);
        };
    }
}
