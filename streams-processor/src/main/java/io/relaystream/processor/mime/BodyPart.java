package io.relaystream.processor.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One part of a body that is divided by boundaries (RFC 2046 section 5.1). Parts are not divided
/// further, however deep a stranger has nested them.
///
/// Of a long part, only the first [HeaderBlock#LIMIT] bytes are there.
final class BodyPart {
    /// More than a report has: the rest is not looked at.
    private static final int MAX_PARTS = 10;

    private final String type;
    private final byte[] content;

    private BodyPart(String type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    /// One pass over the body. A missing last boundary is one at the end.
    ///
    /// @param from where the body begins
    static List<BodyPart> split(byte[] raw, int from, String boundary) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<BodyPart> parts = new ArrayList<>();
        int start = -1;
        int at = from;
        boolean closed = false;
        while (at < raw.length && !closed && parts.size() < MAX_PARTS) {
            int next = HeaderBlock.nextLine(raw, at);
            Optional<String> rest = behind(delimiter, raw, at, next);
            if (rest.isPresent()) {
                addPart(parts, raw, start, at);
                start = next;
                closed = rest.get().equals("--");
            }
            at = next;
        }
        if (!closed && parts.size() < MAX_PARTS) {
            addPart(parts, raw, start, raw.length);
        }
        return parts;
    }

    /// As in [ContentType#name()].
    String type() {
        return type;
    }

    /// Decoded.
    byte[] content() {
        return content;
    }

    /// @param start negative before the first boundary
    private static void addPart(List<BodyPart> parts, byte[] raw, int start, int end) {
        if (start < 0) {
            return;
        }
        byte[] part = Arrays.copyOfRange(raw, start, Math.min(end, start + HeaderBlock.LIMIT));
        HeaderBlock.parse(part).map(header -> of(part, header)).ifPresent(parts::add);
    }

    private static BodyPart of(byte[] part, HeaderBlock header) {
        String encoding =
                header.first("content-transfer-encoding")
                        .map(field -> field.line().toLowerCase(Locale.ROOT))
                        .orElse("");
        byte[] content = Arrays.copyOfRange(part, header.bodyStart(), part.length);
        return new BodyPart(
                ContentType.of(header).name(),
                switch (encoding) {
                    case "base64", "quoted-printable" -> decode(content, encoding);
                    default -> content;
                });
    }

    private static byte[] decode(byte[] content, String encoding) {
        var decoded = new ByteArrayOutputStream(content.length);
        try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(content), encoding)) {
            in.transferTo(decoded);
        } catch (MessagingException | IOException _) {
            // What could be decoded counts.
        }
        return decoded.toByteArray();
    }

    /// What stands behind a boundary in its line.
    ///
    /// @return nothing or `--`; empty if the line is no boundary
    private static Optional<String> behind(byte[] delimiter, byte[] raw, int from, int to) {
        int rest = from + delimiter.length;
        if (rest > to || !Arrays.equals(raw, from, rest, delimiter, 0, delimiter.length)) {
            return Optional.empty();
        }
        String text = new String(raw, rest, to - rest, StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() || text.equals("--") ? Optional.of(text) : Optional.empty();
    }
}
