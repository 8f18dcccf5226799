package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.seal.HopMark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/// A mail of our own to an owner. The same request gives the same bytes.
///
/// It does not carry the alias as a field, because a complaint about it is none about the alias.
public final class NoticeMail {
    private static final int MAX_SHOWN = 200;

    private NoticeMail() {}

    /// @param request must have a notice
    /// @param hops marks it, so that it is known when it comes back
    public static MailBytes of(DeliveryRequest request, HopMark hops) {
        NoticeKind kind =
                Objects.requireNonNull(request.notice(), "a request to notify has a notice");
        String alias = request.alias().value();
        return mail(request, hops, subject(kind, alias), body(kind, alias));
    }

    /// Tells of a mail that is larger than what can be sent.
    ///
    /// @param tooLarge its header is enough
    /// @param link where the owner can fetch it, for a week
    public static MailBytes tooLarge(
            RawMail tooLarge, DeliveryRequest request, HopMark hops, String link) {
        String alias = request.alias().value();
        Optional<HeaderBlock> header = HeaderBlock.parse(tooLarge.bytes());
        String body =
                """
                Hello,

                a mail to your alias

                    %s

                is too large to be forwarded to your mailbox:

                    From:    %s
                    Subject: %s
                    Size:    %.1f MB

                You, and whoever else has this link, can fetch it for seven days after it came:

                    %s

                Your alias works as before.

                Nobody reads answers to this mail.
                """
                        .formatted(
                                alias,
                                shown(header, "from"),
                                shown(header, "subject"),
                                tooLarge.size() / 1e6,
                                link);
        return mail(request, hops, "A mail to your alias " + alias + " is too large", body);
    }

    private static MailBytes mail(
            DeliveryRequest request, HopMark hops, String subject, String text) {
        byte[] body = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return MailBytes.of(header(request, hops, subject, body), body);
    }

    /// What a stranger wrote, in one line that is not too long and does nothing.
    private static String shown(Optional<HeaderBlock> header, String key) {
        String text =
                header.flatMap(block -> block.first(key))
                        .map(HeaderField::line)
                        .orElse("(unknown)");
        String plain = EncodedWords.decode(text).replaceAll("[\\p{C}\\p{Z}]+", " ");
        return plain.length() > MAX_SHOWN ? plain.substring(0, MAX_SHOWN) + "..." : plain;
    }

    private static byte[] header(
            DeliveryRequest request, HopMark hops, String subject, byte[] body) {
        OurFields ours = new OurFields(request, hops);
        HeaderWriter out = new HeaderWriter();
        out.add("From", "\"Relaystream\" <noreply@" + request.alias().domain() + ">");
        out.add("To", "<" + request.destination().value() + ">");
        out.add("Subject", ascii(subject) ? subject : EncodedWords.encode(subject));
        ours.addDate(out);
        ours.addMessageId(out);
        out.add("Auto-Submitted", "auto-generated");
        ours.addMarks(out);
        out.add("MIME-Version", "1.0");
        out.add("Content-Type", "text/plain; charset=utf-8");
        out.add(
                "Content-Transfer-Encoding",
                MailBytes.eightBit(ByteBuffer.wrap(body)) ? "8bit" : "7bit");
        return out.finish();
    }

    private static String subject(NoticeKind kind, String alias) {
        return switch (kind) {
            case ALIAS_SWITCHED_OFF -> "Your alias " + alias + " is switched off";
            case KEY_UNUSABLE -> "Mail to your alias " + alias + " cannot be encrypted";
            case REPLY_NEEDS_PREMIUM, REPLY_LIMIT, REPLY_SEALED, REPLY_UNDELIVERED ->
                    "Your reply from " + alias + " was not sent";
            case REPLY_WITHOUT_OTHERS -> "Your reply from " + alias + " had other recipients";
        };
    }

    private static String body(NoticeKind kind, String alias) {
        return switch (kind) {
            case ALIAS_SWITCHED_OFF ->
                    """
                    Hello,

                    we have switched off your alias

                        %s

                    because mail that came through it was reported as spam more than once.
                    Your mail program or provider reports a mail when you mark it as spam.

                    Mail to this alias is not forwarded any more. Your other aliases work as
                    before.

                    If you want mail through this alias again, switch it on in your list of
                    aliases in Relaystream. To be rid of a single sender, block that sender
                    there instead of marking its mail as spam.

                    Nobody reads answers to this mail.
                    """
                            .formatted(alias);
            case KEY_UNUSABLE,
                    REPLY_NEEDS_PREMIUM,
                    REPLY_LIMIT,
                    REPLY_SEALED,
                    REPLY_UNDELIVERED,
                    REPLY_WITHOUT_OTHERS ->
                    subject(kind, alias) + "\n";
        };
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
