package io.relaystream.processor.mime;

import io.relaystream.processor.mime.TextEditor.Edited;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A part that goes out otherwise than it came.
///
/// @param part as it came
/// @param fields those of its header that change
/// @param body its new content, as it is written in the mail
/// @param trackersRemoved how many trackers were taken out
record EditedPart(TextPart part, List<HeaderField> fields, ByteBuffer body, int trackersRemoved) {
    private static final String TYPE = "Content-Type";
    private static final String ENCODING = "Content-Transfer-Encoding";

    /// Writes the new content as the old one was written: in the same encoding, unless that cannot
    /// hold it.
    ///
    /// @param written the old content
    static EditedPart of(TextPart part, byte[] written, Edited edited) {
        List<HeaderField> fields = new ArrayList<>();
        HeaderBlock header = part.header();
        if (edited.inUtf8()) {
            String type = header.first("content-type").map(HeaderField::value).orElse("text/plain");
            fields.add(new HeaderField(TYPE, ContentType.withCharset(type, "utf-8")));
        }
        TransferEncoding encoding = TransferEncoding.of(header).orElseThrow();
        boolean tooNarrow =
                encoding == TransferEncoding.IDENTITY
                        && !TransferEncoding.allowsEightBit(header)
                        && MailBytes.eightBit(edited.content())
                        && !MailBytes.eightBit(ByteBuffer.wrap(written));
        if (tooNarrow) {
            encoding = TransferEncoding.QUOTED_PRINTABLE;
            fields.add(new HeaderField(ENCODING, " quoted-printable"));
        }
        if (part.alone() && !fields.isEmpty() && header.first("mime-version").isEmpty()) {
            fields.add(new HeaderField("MIME-Version", " 1.0"));
        }
        String lineEnd = TextEditor.lineEnd(written);
        byte[] body = encoding.encode(edited.content().array(), lineEnd);
        if (endsLine(written) && !endsLine(body)) {
            body = ended(body, encoding == TransferEncoding.QUOTED_PRINTABLE, lineEnd);
        }
        return new EditedPart(part, fields, ByteBuffer.wrap(body), edited.trackersRemoved());
    }

    /// Where what is replaced begins in the mail.
    int start() {
        return headerChanges() ? part.headerStart() : part.bodyStart();
    }

    /// Whether the part has a header of its own that changes.
    boolean headerChanges() {
        return !part.alone() && !fields.isEmpty();
    }

    /// The part's own header with the blank line that ends it.
    byte[] header() {
        HeaderWriter out = new HeaderWriter();
        part.header().with(fields).fields().stream()
                .filter(field -> !field.key().equals("content-md5"))
                .forEach(out::keep);
        return out.finish();
    }

    /// With a line end at its end that is none of the content.
    ///
    /// @param soft whether an equals sign must tell so
    private static byte[] ended(byte[] body, boolean soft, String lineEnd) {
        byte[] end = (soft ? "=" + lineEnd : lineEnd).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(body.length + end.length).put(body).put(end).array();
    }

    private static boolean endsLine(byte[] text) {
        return text.length > 0 && text[text.length - 1] == '\n';
    }
}
