package io.relaystream.processor.mime;

import io.relaystream.processor.mime.Delimiters.Line;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    static List<BodyPart> split(ByteBuffer raw, int from, String boundary) {
        Delimiters delimiters = new Delimiters(raw);
        delimiters.open(boundary);
        List<BodyPart> parts = new ArrayList<>();
        Line line = delimiters.next(from);
        while (line.level() >= 0 && !line.last() && parts.size() < MAX_PARTS) {
            Line end = delimiters.next(line.next());
            read(raw, line.next(), end.start()).ifPresent(parts::add);
            line = end;
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

    private static Optional<BodyPart> read(ByteBuffer raw, int start, int end) {
        byte[] part = new byte[Math.min(end - start, HeaderBlock.LIMIT)];
        raw.get(start, part);
        return HeaderBlock.parse(ByteBuffer.wrap(part)).map(header -> of(part, header));
    }

    private static BodyPart of(byte[] part, HeaderBlock header) {
        String encoding = TransferEncoding.name(header);
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
}
