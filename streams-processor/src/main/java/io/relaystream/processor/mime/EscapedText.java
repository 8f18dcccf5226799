package io.relaystream.processor.mime;

import java.util.Locale;
import java.util.Map;

/// A text as it is read in the end, one character after the other and in lower case: without the
/// escapes of html, of links, of program text and of quoted-printable, and without what does not
/// show. So an address is found in whatever way it is written.
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

    /// So much that does not show is put up with between two characters, tags for example.
    private static final int MAX_UNSEEN = 16;

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
                    Map.entry("lrm", '\u200e'),
                    Map.entry("rlm", '\u200f'),
                    Map.entry("ic", '\u2063'),
                    Map.entry("invisiblecomma", '\u2063'),
                    Map.entry("it", '\u2062'),
                    Map.entry("invisibletimes", '\u2062'),
                    Map.entry("af", '\u2061'),
                    Map.entry("applyfunction", '\u2061'),
                    Map.entry("zwj", '\u200d'),
                    Map.entry("zwnj", '\u200c'),
                    Map.entry("zerowidthspace", '\u200b'),
                    Map.entry("nobreak", '\u2060'));

    private static final int LONGEST_ENTITY = 15;

    /// Longer ones are taken for text.
    private static final int MAX_COMMENT = 500;

    private final String text;
    private final Syntax syntax;
    private int next;

    /// The first bracket that closes a tag in what was looked at last.
    private int tagFrom = -1;

    private int tagEnd = -1;

    EscapedText(String text, Syntax syntax) {
        this.text = text;
        this.syntax = syntax;
    }

    /// The character at or behind a place, after what does not show.
    int read(int from) {
        int at = from;
        for (int unseen = 0; at < text.length() && unseen < MAX_UNSEEN; unseen++) {
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

    /// In lower case; of characters that only look wider or smaller, the usual ones, which mail
    /// programs take them for in addresses.
    static int folded(int c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }
        return switch (c) {
            case '\u3002', '\uff61' -> '.';
            case '\ufe6b' -> '@';
            default -> c > 0xff00 && c < 0xff5f ? folded(c - 0xfee0) : Character.toLowerCase(c);
        };
    }

    private int character(int at) {
        next = at + 1;
        char c = text.charAt(at);
        return switch (c) {
            case '&' -> {
                int entity = entity(at);
                yield entity == '%' ? percent(next - 1) : entity;
            }
            case '%' -> percent(at);
            case '=' -> encoded(at, at + 1);
            case '\\' -> escape(at);
            default -> c < 128 ? folded(c) : utf8(at, c, 1);
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
        boolean hex = folded(charAt(from)) == 'x';
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
        return folded(code);
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
        return encoded(at - 1, at);
    }

    /// @param mark begins every byte, in links and in quoted-printable
    /// @param digits where those of the first are
    private int encoded(int mark, int digits) {
        int first = hex(digits, 2);
        if (first < 0) {
            return text.charAt(mark);
        }
        next = digits + 2;
        return utf8(mark, first, 3);
    }

    /// A character that takes several bytes; the first of them if it is none.
    ///
    /// @param size of a byte, in characters: 3 if it is written as `%e2` or `=e2`
    private int utf8(int from, int first, int size) {
        int more = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        int code = more == 0 ? first : first & (0x3f >> more);
        for (int count = 1; count <= more; count++) {
            int at = from + count * size;
            int value = size == 1 ? charAt(at) : charAt(at) == charAt(from) ? hex(at + 1, 2) : -1;
            if (value < 0x80 || value > 0xbf) {
                return folded(first);
            }
            code = code << 6 | (value & 0x3f);
        }
        next += more * size;
        return folded(code);
    }

    private int escape(int at) {
        char c = charAt(at + 1);
        int digits = c == 'u' ? 4 : c == 'x' || c == '\'' ? 2 : 0;
        int code = digits == 0 ? -1 : hex(at + 2, digits);
        if (code >= 0) {
            next = at + 2 + digits;
            return folded(code);
        }
        if (hex(at + 1, 2) >= 0) {
            return inStyle(at + 1);
        }
        if (c > ' ' && c < 127 && !isLetter(c) && !(c >= '0' && c <= '9')) {
            next = at + 2;
            return c;
        }
        return '\\';
    }

    /// An escape of a style sheet; a space may end it.
    private int inStyle(int from) {
        int code = 0;
        int at = from;
        while (at < from + 6 && hex(at, 1) >= 0) {
            code = code << 4 | hex(at, 1);
            at++;
        }
        next = charAt(at) == ' ' ? at + 1 : at;
        return folded(code);
    }

    /// @return the same place if what stands there shows
    private int behindUnseen(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case '\0' -> at + 1;
            case '\r', '\n' -> behindFold(at);
            case ' ' -> syntax == Syntax.JOINED ? behindJoint(at) : at;
            case '<' -> syntax == Syntax.HTML ? behindTag(at) : at;
            // In a vCard, or where the source of a mail is quoted.
            case '=' -> behindSoftEnd(at);
            default -> at;
        };
    }

    private int behindFold(int at) {
        int line = behindLineEnd(at);
        return charAt(line) == ' ' || charAt(line) == '\t' ? line + 1 : at;
    }

    private int behindSoftEnd(int at) {
        int line = behindLineEnd(at + 1);
        return line == at + 1 ? at : line;
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
        if (text.startsWith("<!--", at)) {
            int end = text.indexOf("-->", at, Math.min(text.length(), at + MAX_COMMENT));
            return end < 0 ? at : end + 3;
        }
        if (at < tagFrom || at > tagEnd) {
            int end = text.indexOf('>', at);
            tagFrom = at;
            tagEnd = end < 0 ? text.length() : end;
        }
        return tagEnd < text.length() ? tagEnd + 1 : at;
    }

    private static boolean unseen(int c) {
        return c == 0
                || (c > 128 && Character.getType(c) == Character.FORMAT)
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0x34f;
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
