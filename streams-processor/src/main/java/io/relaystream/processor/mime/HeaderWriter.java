package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import java.nio.charset.StandardCharsets;

/// Writes a header: fields that are kept and fields of our own.
///
/// No field can end early or begin another: kept ones went through [HeaderBlock], and our own are
/// refused if they hold a control character outside a fold. Lines are kept within 998 bytes (RFC
/// 5322 section 2.1.1) where there is white space to fold at.
final class HeaderWriter {
    private static final int MAX_LINE = 998;
    private static final String FOLD = "\r\n ";

    /// Each byte as one character.
    private final StringBuilder header = new StringBuilder(4096);

    /// A field as it came.
    void keep(HeaderField field) {
        header.append(field.name()).append(':');
        String value = field.value();
        int length = field.name().length() + 1;
        int at = 0;
        while (at < value.length()) {
            int lineEnd = value.indexOf("\r\n", at);
            int end = lineEnd < 0 ? value.length() : lineEnd;
            appendFolded(value, at, end, length);
            if (lineEnd < 0) {
                break;
            }
            header.append("\r\n");
            length = 0;
            at = lineEnd + 2;
        }
        header.append("\r\n");
    }

    /// A field of our own.
    ///
    /// @param value Unicode, goes out as UTF-8; folds are written as CRLF and a space
    /// @throws IllegalArgumentException if the value could end the field
    void add(String name, String value) {
        if (value.replace(FOLD, " ").chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "Header field %s must be without control characters, got some among %d characters"
                            .formatted(name, value.length()));
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        header.append(name).append(": ");
        header.append(new String(utf8, StandardCharsets.ISO_8859_1)).append("\r\n");
    }

    /// A field of our own that is shown to people as it is.
    void addText(String name, String text) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        add(name, ascii ? text : EncodedWords.encode(text));
    }

    /// The header with the blank line that ends it.
    byte[] finish() {
        return header.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// @param used how much of the line is taken
    private void appendFolded(String value, int from, int to, int used) {
        if (to - from <= MAX_LINE - used) {
            header.append(value, from, to);
            return;
        }
        int end = to;
        while (end > from && isSpace(value.charAt(end - 1))) {
            end--;
        }
        int at = from;
        int room = MAX_LINE - used;
        while (end - at > room) {
            int space = lastSpace(value, at, at + room);
            if (space < 0) {
                break;
            }
            header.append(value, at, space).append("\r\n");
            at = space;
            room = MAX_LINE;
        }
        header.append(value, at, end);
    }

    /// The last white space that has something before it: a line of white space alone would look
    /// like the end of the header to some.
    ///
    /// @return -1 if there is none
    private static int lastSpace(String value, int from, int to) {
        int first = from;
        while (first < to && isSpace(value.charAt(first))) {
            first++;
        }
        for (int at = to; at > first; at--) {
            if (isSpace(value.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
