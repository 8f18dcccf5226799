package io.relaystream.processor.mime;

import java.util.Locale;
import java.util.Map;

/// A text as it is read in the end, one character after the other and in lower case: without the
/// escapes of html, of links and of program text, and without what does not show. So an address is
/// found in whatever way it is written.
///
/// Works on text and on bytes as characters (ISO-8859-1) alike.
final class EscapedText {
    /// Behind the end.
    static final int END = -1;

    /// How a text may be broken up.
    enum Syntax {
        PLAIN,
        /// Tags may stand anywhere.
        HTML,
        /// Long lines are folded within words (RFC 5545 section 3.1, RFC 6350 section 3.2). That is
        /// put up with in every text.
        FOLDED,
        /// A space at the end of a line does not count, nor does the line end (RFC 3676 section
        /// 4.1, `DelSp=yes`).
        JOINED
    }

    private static final int MAX_TAG = 500;

    /// Only those that are part of an address.
    private static final Map<String, Character> ENTITIES =
            Map.ofEntries(
                    Map.entry("commat", '@'),
                    Map.entry("period", '.'),
                    Map.entry("plus", '+'),
                    Map.entry("lowbar", '_'),
                    Map.entry("underbar", '_'),
                    Map.entry("num", '#'),
                    Map.entry("dollar", '$'),
                    Map.entry("percnt", '%'),
                    Map.entry("apos", '\''),
                    Map.entry("quot", '"'),
                    Map.entry("ast", '*'),
                    Map.entry("equals", '='),
                    Map.entry("excl", '!'),
                    Map.entry("quest", '?'),
                    Map.entry("sol", '/'),
                    Map.entry("shy", '\u00ad'),
                    Map.entry("zwj", '\u200d'),
                    Map.entry("zwnj", '\u200c'),
                    Map.entry("zerowidthspace", '\u200b'),
                    Map.entry("nobreak", '\u2060'));

    private static final int LONGEST_ENTITY = 14;

    private final String text;
    private final Syntax syntax;
    private int next;

    EscapedText(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /// The character at or behind a place, after what does not show.
    int read(int from) {
        int at = from;
        while (at < text.length()) {
            int shown = behindUnseen(at);
            if (shown == at) {
                int c = character(at);
                if (!unseen(c)) {
                    return c;
                }
                shown = next;
            }
            at = shown;
        }
        next = text.length();
        return END;
    }

    /// Behind the character that was read last.
    int next() {
        return next;
    }

    /// Whether other text stands at a place.
    ///
    /// @param other in lower case
    /// @return behind it; -1 if not
    int match(int from, String other) {
        int at = from;
        for (int index = 0; index < other.length(); index++) {
            if (read(at) != other.charAt(index)) {
                return -1;
            }
            at = next;
        }
        return at;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < 128 ? c : Character.toLowerCase(c);
    }

    private int character(int at) {
        next = at + 1;
        char c = text.charAt(at);
        return switch (c) {
            case '&' -> entity(at) == '%' ? percent(next - 1) : entity(at);
            case '%' -> percent(at);
            case '\\' -> escape(at);
            default -> lower(c);
        };
    }

    private int entity(int ampersand) {
        int at = ampersand + 1;
        while (text.startsWith("amp;", at)) {
            at += 4;
        }
        return charAt(at) == '#' ? numeric(at + 1) : named(at);
    }

    private int numeric(int from) {
        boolean hex = lower(charAt(from)) == 'x';
        int first = hex ? from + 1 : from;
        int at = first;
        int code = 0;
        while (Character.digit(charAt(at), hex ? 16 : 10) >= 0 && code <= Character.MAX_VALUE) {
            code = code * (hex ? 16 : 10) + Character.digit(charAt(at), hex ? 16 : 10);
            at++;
        }
        if (at == first || code > Character.MAX_VALUE) {
            return '&';
        }
        next = charAt(at) == ';' ? at + 1 : at;
        return lower((char) code);
    }

    private int named(int from) {
        int at = from;
        while (at - from < LONGEST_ENTITY && isLetter(charAt(at))) {
            at++;
        }
        if (charAt(at) != ';') {
            return '&';
        }
        Character c = ENTITIES.get(text.substring(from, at).toLowerCase(Locale.ROOT));
        if (c == null) {
            return '&';
        }
        next = at + 1;
        return c;
    }

    /// Also what was escaped several times: `%2540`.
    private int percent(int from) {
        int at = from + 1;
        while (text.startsWith("25", at)) {
            at += 2;
        }
        int first = hex(at, 2);
        if (first < 0) {
            return '%';
        }
        if (first < 0x80) {
            next = at + 2;
            return lower((char) first);
        }
        return percentUtf8(at, first);
    }

    private int percentUtf8(int from, int first) {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        int code = first & (0x3f >> more);
        int at = from + 2;
        for (int count = 0; count < more; count++) {
            int value = charAt(at) == '%' ? hex(at + 1, 2) : -1;
            if (value < 0x80 || value > 0xbf) {
                return '%';
            }
            code = code << 6 | (value & 0x3f);
            at += 3;
        }
        if (code > Character.MAX_VALUE) {
            return '%';
        }
        next = at;
        return lower((char) code);
    }

    private int escape(int at) {
        if (text.startsWith("40", at + 1)) {
            // In a style sheet.
            next = at + 3;
            return '@';
        }
        char c = charAt(at + 1);
        int digits = c == 'u' ? 4 : c == 'x' ? 2 : 0;
        int code = digits == 0 ? -1 : hex(at + 2, digits);
        if (code >= 0) {
            next = at + 2 + digits;
            return lower((char) code);
        }
        if (c > ' ' && c < 127 && !isLetter(c) && !(c >= '0' && c <= '9')) {
            next = at + 2;
            return c;
        }
        return '\\';
    }

    /// @return the same place if what stands there shows
    private int behindUnseen(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case '\0' -> at + 1;
            case '\r', '\n' -> behindFold(at);
            case ' ' -> syntax == Syntax.JOINED ? behindJoint(at) : at;
            case '<' -> syntax == Syntax.HTML ? behindTag(at) : at;
            // The same in UTF-8, seen as bytes.
            case '\u00c2' -> charAt(at + 1) == '\u00ad' ? at + 2 : at;
            case '\u00e2' ->
                    text.startsWith("\u0080\u008b", at + 1)
                                    || text.startsWith("\u0080\u008c", at + 1)
                                    || text.startsWith("\u0080\u008d", at + 1)
                                    || text.startsWith("\u0081\u00a0", at + 1)
                            ? at + 3
                            : at;
            case '\u00ef' -> text.startsWith("\u00bb\u00bf", at + 1) ? at + 3 : at;
            default -> at;
        };
    }

    private int behindFold(int at) {
        int line = behindLineEnd(at);
        return charAt(line) == ' ' || charAt(line) == '\t' ? line + 1 : at;
    }

    private int behindJoint(int at) {
        int line = behindLineEnd(at + 1);
        if (line == at + 1) {
            return at;
        }
        while (charAt(line) == '>') {
            line++;
        }
        return charAt(line) == ' ' ? line + 1 : line;
    }

    private int behindLineEnd(int at) {
        int lineFeed = charAt(at) == '\r' ? at + 1 : at;
        return charAt(lineFeed) == '\n' ? lineFeed + 1 : at;
    }

    private int behindTag(int at) {
        int limit = Math.min(text.length(), at + MAX_TAG);
        for (int end = at + 1; end < limit; end++) {
            if (text.charAt(end) == '>') {
                return end + 1;
            }
        }
        return at;
    }

    private static boolean unseen(int c) {
        return c == 0 || c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
    }

    /// @return -1 if there are no hexadecimal digits
    private int hex(int from, int digits) {
        int value = 0;
        for (int at = from; at < from + digits; at++) {
            int digit = Character.digit(charAt(at), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// @return NUL behind the end
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }
}
