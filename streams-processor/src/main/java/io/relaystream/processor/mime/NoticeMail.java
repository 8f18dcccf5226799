package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.seal.HopMark;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A mail of our own to an owner, in the owner's language. The same request gives the same bytes.
///
/// It does not carry the alias as a field, because a complaint about it is none about the alias.
public final class NoticeMail {
    static final String FILE = "notice";

    private static final int MAX_SHOWN = 200;

    private NoticeMail() {}

    /// @param request must have a notice
    /// @param hops marks it, so that it is known when it comes back
    public static MailBytes of(DeliveryRequest request, HopMark hops) {
        NoticeKind kind =
                Objects.requireNonNull(request.notice(), "a request to notify has a notice");
        Map<String, String> values = Map.of("alias", request.alias().value());
        return mail(request, hops, texts(request), kind.code(), values);
    }

    /// Tells of a mail that is larger than what can be sent.
    ///
    /// @param tooLarge its header is enough
    /// @param link where the owner can fetch it, for a week
    public static MailBytes tooLarge(
            RawMail tooLarge, DeliveryRequest request, HopMark hops, String link) {
        Texts texts = texts(request);
        String unknown = texts.get("too_large.unknown");
        Optional<HeaderBlock> header = HeaderBlock.parse(tooLarge.bytes());
        Map<String, String> values =
                Map.of(
                        "alias", request.alias().value(),
                        "from", shown(header, "from").orElse(unknown),
                        "subject", shown(header, "subject").orElse(unknown),
                        "size", String.format(texts.language(), "%.1f", tooLarge.size() / 1e6),
                        "link", link);
        return mail(request, hops, texts, "too_large", values);
    }

    private static Texts texts(DeliveryRequest request) {
        return Texts.of(FILE, request.locale());
    }

    /// @param name of its texts
    private static MailBytes mail(
            DeliveryRequest request,
            HopMark hops,
            Texts texts,
            String name,
            Map<String, String> values) {
        String text =
                """
                %s

                %s

                %s
                """
                        .formatted(
                                texts.get("greeting"),
                                texts.get(name + ".body", values),
                                texts.get("ending"));
        byte[] body = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return MailBytes.of(
                header(request, hops, texts.get(name + ".subject", values), body), body);
    }

    /// What a stranger wrote, in one line that is not too long and does nothing.
    ///
    /// @return empty if the header has no such field, or cannot be read
    private static Optional<String> shown(Optional<HeaderBlock> header, String key) {
        return header.flatMap(block -> block.first(key))
                .map(HeaderField::line)
                .map(NoticeMail::shown);
    }

    private static String shown(String text) {
        String plain = EncodedWords.decode(text).replaceAll("[\\p{C}\\p{Z}]+", " ");
        return plain.length() > MAX_SHOWN ? plain.substring(0, MAX_SHOWN) + "..." : plain;
    }

    private static byte[] header(
            DeliveryRequest request, HopMark hops, String subject, byte[] body) {
        OurFields ours = new OurFields(request, hops);
        HeaderWriter out = new HeaderWriter();
        out.add("From", "\"Relaystream\" <noreply@" + request.alias().domain() + ">");
        out.add("To", "<" + request.destination().value() + ">");
        out.addText("Subject", subject);
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
}
