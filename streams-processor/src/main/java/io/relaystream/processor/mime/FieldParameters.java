package io.relaystream.processor.mime;

import io.relaystream.core.address.EncodedWords;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The parameters of `Content-Type:` and `Content-Disposition:` that are texts, such as file names:
/// in one piece or several, plain, in encoded words or percent-encoded (RFC 2231).
final class FieldParameters {
    /// They tell how a part is read, and stay as they are.
    private static final Set<String> TECHNICAL =
            Set.of(
                    "boundary",
                    "charset",
                    "type",
                    "start",
                    "protocol",
                    "micalg",
                    "format",
                    "delsp",
                    "method",
                    "report-type",
                    "smime-type",
                    "size");

    private FieldParameters() {}

    /// @param value of the field, each byte as one character
    /// @param clean gives a text back as it is written if nothing has to change
    /// @param cleanDecoded the same for a text that was decoded
    /// @return the value itself if nothing has to change
    static String cleaned(
            String value, UnaryOperator<String> clean, UnaryOperator<String> cleanDecoded) {
        List<String> pieces = split(value.replace("\r\n", ""));
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            String key = key(piece);
            if (!TECHNICAL.contains(base(key))) {
                texts.computeIfAbsent(key, _ -> new ArrayList<>()).add(piece);
            }
        }
        List<String> kept = new ArrayList<>(pieces);
        boolean changed = false;
        for (Map.Entry<String, List<String>> text : texts.entrySet()) {
            List<String> parts = text.getValue();
            Optional<String> read = read(parts);
            Optional<String> cleaned = read.map(cleanDecoded);
            String written = String.join(";", parts);
            if (read.isEmpty() || !cleaned.equals(read) || !clean.apply(written).equals(written)) {
                changed = true;
                kept.removeAll(Set.copyOf(parts));
                // What cannot be read is left out.
                cleaned.ifPresent(plain -> kept.add(' ' + written(text.getKey(), plain)));
            }
        }
        return changed ? String.join(";\r\n", kept) : value;
    }

    private static Optional<String> read(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        String charset = "utf-8";
        List<String> inOrder =
                pieces.stream().sorted(Comparator.comparingInt(FieldParameters::number)).toList();
        for (String piece : inOrder) {
            String part = unquoted(piece.substring(piece.indexOf('=') + 1).strip());
            if (name(piece).endsWith("*")) {
                int second = part.indexOf('\'', part.indexOf('\'') + 1);
                if (text.isEmpty() && second > 0) {
                    charset = part.substring(0, part.indexOf('\''));
                    part = part.substring(second + 1);
                }
                part = percent(part);
            }
            text.append(part);
        }
        return decoded(text.toString(), charset).map(EncodedWords::decode);
    }

    /// @param bytes as characters
    private static Optional<String> decoded(String bytes, String charset) {
        HeaderField field = new HeaderField("", bytes);
        if (charset.isEmpty() || charset.equalsIgnoreCase("utf-8")) {
            return Optional.of(field.text());
        }
        try {
            byte[] encoded = bytes.getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(new String(encoded, Charset.forName(charset)));
        } catch (IllegalArgumentException _) {
            // An unknown character set.
            return Optional.empty();
        }
    }

    private static String percent(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int high = c == '%' && at + 2 < text.length() ? digit(text, at + 1) : -1;
            int low = high < 0 ? -1 : digit(text, at + 2);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), 16);
    }

    private static String written(String key, String text) {
        boolean plain =
                text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\')
                        && !text.contains("=?");
        return plain
                ? base(key) + "=\"" + text + '"'
                : base(key)
                        + "*=UTF-8''"
                        + URLEncoder.encode(text, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("*", "%2A");
    }

    private static String name(String piece) {
        int equals = piece.indexOf('=');
        return piece.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
    }

    /// The name, with a star for what comes in pieces or is encoded.
    private static String key(String piece) {
        String name = name(piece);
        int star = name.indexOf('*');
        return star < 0 ? name : name.substring(0, star + 1);
    }

    private static String base(String key) {
        return key.endsWith("*") ? key.substring(0, key.length() - 1) : key;
    }

    /// Which of the pieces it is.
    private static int number(String piece) {
        String name = name(piece);
        String digits = name.substring(name.indexOf('*') + 1).replace("*", "");
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int at = 1; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            plain.append(text.charAt(at));
        }
        return plain.toString();
    }

    /// What stands between semicolons.
    private static List<String> split(String value) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pieces.add(value.substring(start, at));
                start = at + 1;
            }
        }
        pieces.add(value.substring(start));
        return pieces;
    }
}
