package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.seal.HopMark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A mail of our own to an owner. The same request gives the same bytes.
///
/// It does not carry the alias as a field, because a complaint about it is none about the alias.
public final class NoticeMail {
    private NoticeMail() {}

    /// @param request must have a notice
    /// @param hops marks it, so that it is known when it comes back
    public static MailBytes of(DeliveryRequest request, HopMark hops) {
        NoticeKind kind =
                Objects.requireNonNull(request.notice(), "a request to notify has a notice");
        String alias = request.alias().value();
        byte[] body = body(kind, alias).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return MailBytes.of(header(request, hops, subject(kind, alias), body), body);
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
        };
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
