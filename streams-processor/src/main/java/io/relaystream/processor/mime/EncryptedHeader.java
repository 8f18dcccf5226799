package io.relaystream.processor.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The header of a mail that is to be encrypted, which becomes two: one around the encrypted part,
/// that everybody on the way can read, and one in it.
///
/// Inside stands every field that an owner may want to see: `Subject`, `Cc`, `List-*`, `X-*` and
/// all others. Outside stand those that are needed on the way, for threads, for filters and for
/// what is done without opening a mail: the addresses, the date, the message ids, how to
/// unsubscribe, that nobody wrote it in person; they are inside as well, where nobody can have
/// changed them. Our marks and `Received` are for machines and stand outside only. The subject that
/// is shown outside is `...`.
///
/// How readers know what is inside: Thunderbird, K-9 and GPGMail look for `protected-headers="v1"`
/// at the encrypted part's type, and show its subject in place of one that is `...`; newer ones
/// look for `hp="cipher"` and for `HP-Outer`, which repeats what stands outside (RFC 9788), so that
/// an answer does not tell what was hidden. Whoever looks for neither shows the mail under the
/// subject `...`.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9788">RFC 9788</a>
record EncryptedHeader(HeaderBlock fields) {
    private static final int BLANK_LINE = 0x0d0a0d0a;
    private static final Pattern FIELD_END = Pattern.compile("\r\n(?![ \t])");
    private static final String TYPE = "Content-Type";
    private static final String PROTECTED = "; protected-headers=\"v1\"; hp=\"cipher\"";
    private static final HeaderField SUBJECT = new HeaderField("Subject", " ...");

    /// In both.
    private static final Set<String> SHOWN =
            Set.of(
                    "from",
                    "to",
                    "reply-to",
                    "date",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "list-unsubscribe",
                    "list-unsubscribe-post",
                    "auto-submitted",
                    "precedence",
                    "importance");

    /// What becomes of a field.
    private enum Place {
        OUTSIDE,
        BOTH,
        INSIDE,
        /// Said anew.
        REPLACED
    }

    /// Reads up to the blank line.
    ///
    /// @param mail a header as [HeaderWriter] writes it: lines end in CRLF, none is white space
    ///   alone
    static EncryptedHeader read(InputStream mail) throws IOException {
        var header = new ByteArrayOutputStream(4096);
        for (int lastFour = 0; lastFour != BLANK_LINE; ) {
            int next = mail.read();
            if (next < 0) {
                throw new IllegalStateException(
                        "A mail must have a header that ends, got %d bytes"
                                .formatted(header.size()));
            }
            header.write(next);
            lastFour = (lastFour << 8) | next;
        }
        List<HeaderField> fields = new ArrayList<>();
        for (String field : FIELD_END.split(header.toString(StandardCharsets.ISO_8859_1), -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                fields.add(new HeaderField(field.substring(0, colon), field.substring(colon + 1)));
            }
        }
        return new EncryptedHeader(new HeaderBlock(List.copyOf(fields), header.size()));
    }

    /// With the blank line that ends it.
    byte[] outer(String boundary) {
        HeaderWriter out = new HeaderWriter();
        for (HeaderField field : fields.fields()) {
            switch (place(field.key())) {
                case OUTSIDE, BOTH -> out.keep(field);
                case INSIDE, REPLACED -> {}
            }
        }
        out.keep(SUBJECT);
        out.add("MIME-Version", "1.0");
        out.add(
                TYPE,
                "multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n boundary=\"%s\""
                        .formatted(boundary));
        return out.finish();
    }

    /// With the blank line that ends it.
    byte[] inner() {
        HeaderWriter out = new HeaderWriter();
        if (fields.first("content-type").isEmpty()) {
            out.add(TYPE, "text/plain" + PROTECTED);
        }
        for (HeaderField field : fields.fields()) {
            switch (place(field.key())) {
                case INSIDE, BOTH -> out.keep(marked(field));
                case OUTSIDE, REPLACED -> {}
            }
        }
        for (HeaderField field : fields.fields()) {
            if (place(field.key()) == Place.BOTH) {
                out.keep(repeated(field));
            }
        }
        out.keep(repeated(SUBJECT));
        return out.finish();
    }

    private static Place place(String key) {
        boolean mark =
                key.startsWith("x-relaystream-") && !key.startsWith("x-relaystream-original-");
        if (mark || key.equals("received")) {
            return Place.OUTSIDE;
        }
        if (key.equals("mime-version")) {
            return Place.REPLACED;
        }
        return SHOWN.contains(key) ? Place.BOTH : Place.INSIDE;
    }

    /// Says at the type of the encrypted part that its header counts: behind the type itself, where
    /// it cannot be taken for a piece of another parameter. A type that is hard to read stays as it
    /// is.
    private static HeaderField marked(HeaderField field) {
        String value = field.value();
        int semicolon = value.indexOf(';');
        int end = semicolon < 0 ? value.length() : semicolon;
        String type = value.substring(0, end);
        return field.key().equals("content-type") && type.indexOf('(') < 0 && type.indexOf('"') < 0
                ? new HeaderField(
                        field.name(), type.stripTrailing() + PROTECTED + value.substring(end))
                : field;
    }

    private static HeaderField repeated(HeaderField field) {
        return new HeaderField("HP-Outer", " " + field.name() + ":" + field.value());
    }
}
