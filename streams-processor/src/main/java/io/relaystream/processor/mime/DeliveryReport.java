package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a mail server reports about a mail that we sent (RFC 3464, for international mail RFC
/// 6533). What is no such report says nothing: the answer of a machine, spam to the address that we
/// send from, a report in a form of its own as qmail's, garbage.
///
/// Reads in linear time, and one level of parts only.
public final class DeliveryReport {
    private static final String REPORT = "multipart/report";
    private static final String ABOUT_DELIVERY = "delivery-status";
    private static final Set<String> STATUS =
            Set.of("message/delivery-status", "message/global-delivery-status");

    /// The mail that it is about, or its header.
    private static final Set<String> RETURNED =
            Set.of(
                    "message/rfc822",
                    "text/rfc822-headers",
                    "message/global",
                    "message/global-headers");

    private static final Pattern OUR_ID = Pattern.compile("[0-9a-f]{32}");

    private DeliveryReport() {}

    /// @param mail the report as it was received
    /// @param request whose mailbox it is about: its destination
    /// @return one for each recipient whom the server has given up; none for one who only waits
    public static List<Feedback> failures(RawMail mail, DeliveryRequest request) {
        ByteBuffer raw = mail.bytes();
        List<BodyPart> parts = HeaderBlock.parse(raw).map(h -> parts(raw, h)).orElse(List.of());
        Optional<HeaderBlock> returned =
                first(parts, RETURNED)
                        .flatMap(part -> HeaderBlock.parse(ByteBuffer.wrap(part.content())));
        return first(parts, STATUS).stream()
                .flatMap(part -> FailedRecipient.readAll(ByteBuffer.wrap(part.content())).stream())
                .map(failed -> feedback(failed, returned, request))
                .toList();
    }

    private static List<BodyPart> parts(ByteBuffer raw, HeaderBlock header) {
        ContentType type = ContentType.of(header);
        boolean report =
                type.name().equals(REPORT)
                        && type.parameter("report-type")
                                .filter(ABOUT_DELIVERY::equalsIgnoreCase)
                                .isPresent();
        return type.boundary()
                .filter(_ -> report)
                .map(boundary -> BodyPart.split(raw, header.bodyStart(), boundary))
                .orElse(List.of());
    }

    private static Optional<BodyPart> first(List<BodyPart> parts, Set<String> types) {
        return parts.stream().filter(part -> types.contains(part.type())).findFirst();
    }

    private static Feedback feedback(
            FailedRecipient failed, Optional<HeaderBlock> returned, DeliveryRequest request) {
        BounceType type = BounceType.of(failed.status(), failed.diagnostic().orElse(""));
        return new Feedback(
                FeedbackKind.BOUNCE,
                "dsn:" + request.messageId(),
                request.destination(),
                ours(returned, OurFields.DELIVERY_ID)
                        .filter(id -> OUR_ID.matcher(id).matches())
                        .orElse(null),
                request.accountId(),
                ours(returned, OurFields.ALIAS)
                        .flatMap(EmailAddress::parse)
                        .map(EmailAddress::withoutTag)
                        .orElse(null),
                type.type(),
                type.subType(),
                failed.status().orElse(null),
                failed.diagnostic().orElse(null),
                request.receivedAt());
    }

    private static Optional<String> ours(Optional<HeaderBlock> returned, String name) {
        return returned.flatMap(header -> header.first(name.toLowerCase(Locale.ROOT)))
                .map(HeaderField::line);
    }
}
