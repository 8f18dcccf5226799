package io.relaystream.processor.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Walks through an html text, one token after the other, as a browser's tokenizer does (HTML
/// Living Standard section 13.2.5), in linear time. Nothing is changed: tokens are places in the
/// text.
final class HtmlScanner {
    /// Elements whose content is no markup.
    private static final Set<String> RAW =
            Set.of(
                    "script",
                    "style",
                    "title",
                    "textarea",
                    "xmp",
                    "iframe",
                    "noembed",
                    "noframes",
                    "plaintext");

    /// Elements in which those are ordinary ones.
    private static final Set<String> FOREIGN = Set.of("svg", "math");

    private final String html;
    private final boolean conditional;
    private final List<Attribute> attributes = new ArrayList<>();
    private int start;
    private int at;
    private int foreign;
    private String name = "";
    private String raw = "";

    /// What stands at a place.
    enum Token {
        TEXT,
        /// What is in a script, a style sheet, a title: see [HtmlScanner#name()].
        RAW_TEXT,
        START_TAG,
        END_TAG,
        /// A comment, a document type, a processing instruction.
        MARKUP,
        /// The end of the text, or of what it shows: a tag or a comment begins that never ends.
        END
    }

    /// An attribute that has a value.
    ///
    /// @param name in lower case
    /// @param from where its value begins, quotes included
    /// @param to behind the value, quotes included
    /// @param value as it is written, without the quotes
    record Attribute(String name, int from, int to, String value) {}

    /// @param conditional whether to walk through conditional comments, which some readers show
    HtmlScanner(String html, boolean conditional) {
        this.html = html;
        this.conditional = conditional;
    }

    Token next() {
        start = at;
        if (!raw.isEmpty()) {
            at = rawEnd();
            raw = "";
            if (at > start) {
                return Token.RAW_TEXT;
            }
        }
        if (at >= html.length()) {
            return Token.END;
        }
        return html.charAt(at) == '<' ? markup() : text();
    }

    /// Where the token begins.
    int start() {
        return start;
    }

    /// Behind the token.
    int end() {
        return at;
    }

    /// The element of the last tag, in lower case.
    String name() {
        return name;
    }

    /// Whether the last tag began something without markup.
    boolean opensRaw() {
        return !raw.isEmpty();
    }

    /// Of the last start tag.
    List<Attribute> attributes() {
        return attributes;
    }

    private Token text() {
        at = html.indexOf('<', at + 1);
        if (at < 0) {
            at = html.length();
        }
        return Token.TEXT;
    }

    private Token markup() {
        char c = charAt(at + 1);
        if (isLetter(c)) {
            return tag(at + 1) ? opened() : Token.END;
        }
        if (c == '/' && isLetter(charAt(at + 2))) {
            return tag(at + 2) ? closed() : Token.END;
        }
        if (c == '!' || c == '?' || c == '/') {
            int end = markupEnd();
            at = end < 0 ? html.length() : end;
            return end < 0 ? Token.END : Token.MARKUP;
        }
        return text();
    }

    private Token opened() {
        if (FOREIGN.contains(name)) {
            foreign += html.charAt(at - 2) == '/' ? 0 : 1;
        } else if (foreign == 0 && RAW.contains(name)) {
            raw = name;
        }
        return Token.START_TAG;
    }

    private Token closed() {
        if (FOREIGN.contains(name) && foreign > 0) {
            foreign--;
        }
        return Token.END_TAG;
    }

    /// @return negative if it does not end
    private int markupEnd() {
        boolean comment = html.startsWith("<!--", at);
        if (comment && !(conditional && html.startsWith("<!--[if", at))) {
            return commentEnd(at + 2);
        }
        int close = html.indexOf('>', at);
        return close < 0 ? -1 : close + 1;
    }

    /// @param from of the dashes that begin it: they may end it as well
    private int commentEnd(int from) {
        int dashes = html.indexOf("--", from);
        while (dashes >= 0) {
            int behind = dashes + 2;
            if (charAt(behind) == '>') {
                return behind + 1;
            }
            if (dashes > from && html.startsWith("!>", behind)) {
                return behind + 2;
            }
            dashes = html.indexOf("--", dashes + 1);
        }
        return -1;
    }

    private int rawEnd() {
        int close = html.indexOf("</", at);
        while (close >= 0) {
            int behind = close + 2 + raw.length();
            char c = charAt(behind);
            if (html.regionMatches(true, close + 2, raw, 0, raw.length())
                    && (isSpace(c) || c == '/' || c == '>' || behind >= html.length())) {
                return close;
            }
            close = html.indexOf("</", close + 2);
        }
        return html.length();
    }

    /// @return whether it ends
    private boolean tag(int nameStart) {
        attributes.clear();
        int next = nameStart;
        while (next < html.length() && !endsName(html.charAt(next))) {
            next++;
        }
        name = lower(nameStart, next);
        while (next < html.length() && html.charAt(next) != '>') {
            char c = html.charAt(next);
            next = isSpace(c) || c == '/' ? next + 1 : attribute(next);
        }
        at = Math.min(next + 1, html.length());
        return next < html.length();
    }

    /// @return behind the attribute
    private int attribute(int from) {
        int nameEnd = from + 1;
        while (nameEnd < html.length()
                && !endsName(html.charAt(nameEnd))
                && html.charAt(nameEnd) != '=') {
            nameEnd++;
        }
        int equals = behindSpace(nameEnd);
        if (charAt(equals) != '=') {
            return nameEnd;
        }
        int value = behindSpace(equals + 1);
        char quote = charAt(value);
        boolean quoted = quote == '"' || quote == '\'';
        int first = quoted ? value + 1 : value;
        int last = quoted ? html.indexOf(quote, first) : unquotedEnd(first);
        last = last < 0 ? html.length() : last;
        int behind = quoted ? Math.min(last + 1, html.length()) : last;
        attributes.add(
                new Attribute(lower(from, nameEnd), value, behind, html.substring(first, last)));
        return behind;
    }

    private int unquotedEnd(int from) {
        int end = from;
        while (end < html.length() && !isSpace(html.charAt(end)) && html.charAt(end) != '>') {
            end++;
        }
        return end;
    }

    private int behindSpace(int from) {
        int next = from;
        while (next < html.length() && isSpace(html.charAt(next))) {
            next++;
        }
        return next;
    }

    private String lower(int from, int to) {
        return html.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /// @return NUL behind the end
    private char charAt(int index) {
        return index < html.length() ? html.charAt(index) : '\0';
    }

    private static boolean endsName(char c) {
        return isSpace(c) || c == '/' || c == '>';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
