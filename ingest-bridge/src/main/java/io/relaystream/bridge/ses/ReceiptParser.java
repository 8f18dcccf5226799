package io.relaystream.bridge.ses;

import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// From the notification of a received mail to one [InboundMail] for each envelope recipient. Who
/// else stands in `To:` or `mail.destination` does not matter: this notification is not about them.
///
/// Source: Amazon SES, "Contents of notifications for email receiving".
///
/// @param inlineBucket where mails are put that come inside the notification
/// @param replyDomain where reverse addresses are
record ReceiptParser(String inlineBucket, String replyDomain) {
    private static final int MOST_ADDRESSEES = 100;
    private static final Pattern NULL_SENDER = Pattern.compile("\\s*(<\\s*>)?\\s*");

    SesMessage.Received parse(Fields root, Instant acceptedAt) throws NotUnderstoodException {
        Fields mail = root.object("mail");
        Fields receipt = root.object("receipt");
        String messageId = mail.text("messageId");
        Location location = location(root, receipt.object("action"), messageId);
        List<String> unusable = new ArrayList<>();
        Set<EmailAddress> recipients = recipients(receipt, unusable);
        String source = mail.optionalText("source").orElse("");
        Instant receivedAt = mail.instant("timestamp");
        Headers headers = Headers.of(mail);
        Author author = Author.of(mail, headers);
        Author answering = Author.alone(mail, headers);
        Set<EmailAddress> deliveredTo = headers.deliveredTo();
        List<String> signers = headers.signers();
        List<EmailAddress> addressees = addressees(mail, headers);
        boolean answer = addressees.stream().anyMatch(addressee -> addressee.isAt(replyDomain));
        List<InboundMail> mails = new ArrayList<>(recipients.size());
        for (EmailAddress recipient : recipients) {
            boolean reverse = recipient.isAt(replyDomain);
            mails.add(
                    new InboundMail(
                            messageId,
                            recipient,
                            EmailAddress.parse(source).orElse(null),
                            NULL_SENDER.matcher(source).matches(),
                            reverse ? answering.address() : author.address(),
                            author.malformed(),
                            location.bucket,
                            location.objectKey,
                            receivedAt,
                            acceptedAt,
                            0,
                            headers.bulk(),
                            headers.autoSubmitted(),
                            headers.received(),
                            deliveredTo.contains(recipient.withoutTag()),
                            headers.hops(),
                            verdict(receipt, "spamVerdict"),
                            verdict(receipt, "virusVerdict"),
                            verdict(receipt, "spfVerdict"),
                            verdict(receipt, "dkimVerdict"),
                            verdict(receipt, "dmarcVerdict"),
                            constant(receipt.optionalText("dmarcPolicy"), DmarcPolicy.values())
                                    .orElse(DmarcPolicy.NONE),
                            signers,
                            answer || reverse ? addressees : List.of(),
                            false));
        }
        return new SesMessage.Received(mails, location.inline, unusable);
    }

    /// Whom the mail names. SES shows long headers only here.
    private static List<EmailAddress> addressees(Fields mail, Headers headers) {
        Fields common = mail.optionalObject("commonHeaders");
        return Stream.of("To", "Cc")
                .flatMap(
                        name -> {
                            List<String> shown = headers.values(name).toList();
                            return (shown.isEmpty()
                                            ? common.optionalTexts(name.toLowerCase(Locale.ROOT))
                                            : shown)
                                    .stream();
                        })
                .flatMap(field -> Mailbox.all(field).stream())
                .flatMap(mailbox -> mailbox.address().stream())
                .distinct()
                .limit(MOST_ADDRESSEES)
                .toList();
    }

    private Location location(Fields root, Fields action, String messageId)
            throws NotUnderstoodException {
        return switch (action.text("type")) {
            case "S3" -> new Location(action.text("bucketName"), action.text("objectKey"), null);
            case "SNS" -> {
                // The same mail has the same key, so a repetition overwrites it with itself.
                String key = "inline/" + messageId;
                yield new Location(
                        inlineBucket,
                        key,
                        new InlineContent(inlineBucket, key, content(root, action)));
            }
            default ->
                    throw new NotUnderstoodException(
                            RejectReason.UNKNOWN_ACTION, "receipt.action.type");
        };
    }

    private static byte[] content(Fields root, Fields action) throws NotUnderstoodException {
        String content = root.text("content");
        return switch (action.optionalText("encoding").orElse("UTF8").toUpperCase(Locale.ROOT)) {
            case "UTF8", "UTF-8" -> content.getBytes(StandardCharsets.UTF_8);
            case "BASE64" -> {
                try {
                    yield Base64.getDecoder().decode(content.replaceAll("\\s", ""));
                } catch (IllegalArgumentException e) {
                    throw root.malformed("content");
                }
            }
            default ->
                    throw new NotUnderstoodException(
                            RejectReason.UNKNOWN_ENCODING, "receipt.action.encoding");
        };
    }

    private static Set<EmailAddress> recipients(Fields receipt, List<String> unusable)
            throws NotUnderstoodException {
        List<String> texts = receipt.texts("recipients");
        if (texts.isEmpty()) {
            throw new NotUnderstoodException(RejectReason.MISSING_FIELD, "receipt.recipients");
        }
        Set<EmailAddress> recipients = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<EmailAddress> recipient = EmailAddress.parse(texts.get(i));
            if (recipient.isPresent()) {
                recipients.add(recipient.get());
            } else {
                unusable.add("receipt.recipients[%d]".formatted(i));
            }
        }
        return recipients;
    }

    private static Verdict verdict(Fields receipt, String name) {
        return constant(receipt.optionalObject(name).optionalText("status"), Verdict.values())
                .orElse(Verdict.PROCESSING_FAILED);
    }

    private static <E extends Code> Optional<E> constant(Optional<String> text, E[] constants) {
        return text.flatMap(
                wanted ->
                        Arrays.stream(constants)
                                .filter(constant -> constant.name().equalsIgnoreCase(wanted))
                                .findFirst());
    }

    private record Location(String bucket, String objectKey, @Nullable InlineContent inline) {}
}
