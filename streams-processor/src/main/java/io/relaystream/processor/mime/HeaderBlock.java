package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The header of a mail: its fields in their order, and where the body begins (RFC 5322 section 2).
///
/// Takes what strangers send: lines may end in CRLF or LF, the envelope line of an mbox file is
/// skipped, a line of white space alone is no separator. A line that can be no field ends the
/// header as if the blank line had been forgotten, which is how Postfix reads it: the rest is seen
/// as text and nothing is lost. A CR alone and a NUL become a space, because some readers take a CR
/// for a line end and would see a field that we did not.
///
/// @param fields in their order
/// @param bodyStart index of the first byte of the body; the mail's length if it has none
record HeaderBlock(List<HeaderField> fields, int bodyStart) {
    /// The longest header that is edited, in bytes.
    static final int LIMIT = 256 * 1024;

    /// The header of a mail.
    ///
    /// @return empty if the mail does not begin with a field, or the header is longer than [#LIMIT]
    static Optional<HeaderBlock> parse(ByteBuffer raw) {
        return parse(raw, 0);
    }

    /// @param from where the header begins
    /// @return empty if no field begins there, or the header is longer than [#LIMIT]
    static Optional<HeaderBlock> parse(ByteBuffer raw, int from) {
        return parse(raw, from, _ -> false).filter(header -> !header.fields().isEmpty());
    }

    /// One pass over the header; the body is not looked at.
    ///
    /// @param from where the header begins
    /// @param foreign tells a line that is not part of it any more, blank line or not
    /// @return empty if it is longer than [#LIMIT]; without fields if none begins there
    static Optional<HeaderBlock> parse(ByteBuffer raw, int from, Predicate<String> foreign) {
        List<HeaderField> fields = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        String name = "";
        int limit = from + LIMIT;
        int at = from;
        int body = raw.limit();
        while (at < raw.limit()) {
            int lineFeed = lineFeed(raw, at, limit);
            if (lineFeed > limit) {
                return Optional.empty();
            }
            String line = line(raw, at, lineFeed);
            int next = Math.min(lineFeed + 1, raw.limit());
            if (foreign.test(line)) {
                body = at;
                break;
            }
            if (line.isEmpty()) {
                body = next;
                break;
            }
            int colon = colon(line);
            if (isSpace(line.charAt(0)) && !name.isEmpty()) {
                if (!line.isBlank()) {
                    value.append("\r\n").append(line);
                }
            } else if (colon > 0) {
                add(fields, name, value);
                name = line.substring(0, colon).stripTrailing();
                value.setLength(0);
                value.append(line, colon + 1, line.length());
            } else if (!(at == from && line.startsWith("From "))) {
                body = at;
                break;
            }
            at = next;
        }
        add(fields, name, value);
        return Optional.of(new HeaderBlock(List.copyOf(fields), body));
    }

    /// The first field of this name: what a reader shows when there are several.
    ///
    /// @param key in lower case
    Optional<HeaderField> first(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /// The same with other fields in the place of the first of their names; those that are new come
    /// last.
    HeaderBlock with(List<HeaderField> others) {
        List<HeaderField> changed = new ArrayList<>(fields);
        for (HeaderField other : others) {
            int at = 0;
            while (at < changed.size() && !changed.get(at).key().equals(other.key())) {
                at++;
            }
            if (at < changed.size()) {
                changed.set(at, other);
            } else {
                changed.add(other);
            }
        }
        return new HeaderBlock(List.copyOf(changed), bodyStart);
    }

    /// Whether readers may disagree on what a field says.
    ///
    /// @param key in lower case
    boolean repeats(String key) {
        return fields.stream().filter(field -> field.key().equals(key)).count() > 1;
    }

    /// Where the next line begins; the length if there is none.
    static int nextLine(ByteBuffer raw, int from) {
        return Math.min(lineFeed(raw, from, raw.limit()) + 1, raw.limit());
    }

    private static void add(List<HeaderField> fields, String name, StringBuilder value) {
        if (!name.isEmpty()) {
            fields.add(new HeaderField(name, value.toString()));
        }
    }

    /// @return the length if there is none; more than the limit if there is none before that
    private static int lineFeed(ByteBuffer raw, int from, int limit) {
        int end = Math.min(raw.limit(), limit + 1);
        int at = from;
        while (at < end && raw.get(at) != '\n') {
            at++;
        }
        return at;
    }

    private static String line(ByteBuffer raw, int from, int to) {
        int end = to;
        while (end > from && raw.get(end - 1) == '\r') {
            end--;
        }
        byte[] line = new byte[end - from];
        raw.get(from, line);
        return new String(line, StandardCharsets.ISO_8859_1).replace('\r', ' ').replace('\0', ' ');
    }

    /// Where the name ends (RFC 5322 section 2.2; white space before the colon is obsolete).
    ///
    /// @return -1 if the line does not begin with a name and a colon
    private static int colon(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) < 127) {
            if (line.charAt(at) == ':') {
                return at;
            }
            at++;
        }
        int nameEnd = at;
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        return nameEnd > 0 && at < line.length() && line.charAt(at) == ':' ? at : -1;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
