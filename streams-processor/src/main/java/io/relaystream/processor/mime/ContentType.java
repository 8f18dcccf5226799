package io.relaystream.processor.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// The type of a mail or of one of its parts (RFC 2045 section 5), read so that nonsense gives a
/// type that nobody asks for and never an exception.
///
/// Comments are not understood, nor parameters in several pieces or with a character set of their
/// own (RFC 2231), as `boundary*0=a; boundary*1=b`: some readers do, others see no such parameter.
///
/// @param name type and subtype in lower case
/// @param parameters by their names in lower case; of several the first
/// @param ambiguous whether readers may disagree on a parameter other than the file name: there are
///   several that differ, it is one of RFC 2231, or not all of them were read
record ContentType(String name, Map<String, String> parameters, boolean ambiguous) {
    /// Longer than any that is meant to be read: the rest is not looked at.
    private static final int MAX_LENGTH = 2_000;

    private static final ContentType PLAIN = new ContentType("text/plain", Map.of(), false);

    static ContentType of(HeaderBlock header) {
        return header.first("content-type").map(ContentType::read).orElse(PLAIN);
    }

    Optional<String> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /// What divides a body into parts; empty if it has none.
    Optional<String> boundary() {
        return parameter("boundary")
                .map(String::stripTrailing)
                .filter(boundary -> name.startsWith("multipart/") && !boundary.isEmpty());
    }

    /// A field's value in which only the character set is another one.
    static String withCharset(String value, String charset) {
        StringJoiner kept = new StringJoiner(";");
        for (String piece : pieces(value, true)) {
            if (!piece.isBlank() && !key(piece).equals("charset")) {
                kept.add(piece);
            }
        }
        return kept + "; charset=" + charset;
    }

    /// Bytes as they came: a boundary is compared with bytes.
    private static ContentType read(HeaderField field) {
        String value = field.value().replace("\r\n", "");
        boolean ambiguous = value.length() > MAX_LENGTH;
        List<String> pieces = pieces(ambiguous ? value.substring(0, MAX_LENGTH) : value, false);
        Map<String, String> parameters = new HashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            int equals = piece.indexOf('=');
            if (equals > 0) {
                String key = key(piece);
                String text = piece.substring(equals + 1).strip();
                String known = parameters.putIfAbsent(key, text);
                boolean other = known != null && !known.equals(text);
                boolean technical = !key.equals("name") && !key.startsWith("name*");
                ambiguous |= technical && (other || key.indexOf('*') >= 0);
            }
        }
        return new ContentType(lower(pieces.getFirst()), Map.copyOf(parameters), ambiguous);
    }

    /// What stands between semicolons.
    ///
    /// @param quotes whether they stay, and what they protect
    /// @return at least one piece
    private static List<String> pieces(String value, boolean quotes) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            boolean escape = quoted && c == '\\' && at + 1 < value.length();
            if (c == ';' && !quoted) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else if (quotes || !(escape || c == '"')) {
                piece.append(c);
            }
            if (escape) {
                at++;
                piece.append(value.charAt(at));
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    /// What stands before the equals sign.
    private static String key(String piece) {
        int equals = piece.indexOf('=');
        return lower(equals < 0 ? piece : piece.substring(0, equals));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
