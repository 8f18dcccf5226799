package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.processor.mime.EscapedText.Syntax;
import io.relaystream.processor.mime.HtmlScanner.Attribute;
import io.relaystream.processor.mime.HtmlScanner.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes our banner out of what an owner quotes, as mail programs leave it: with other classes and
/// styles or none, with marks of quotation, wrapped. Known by its class or by its link, which
/// nobody else writes. What else stands beside it stays.
final class QuotedBanner {
    private static final String CLASS = "relaystream-banner";

    /// A banner has fewer characters, however it was written anew.
    private static final int MAX_LENGTH = 4_000;

    private static final int MAX_TEXT = 400;
    private static final int MAX_LINK = 2_000;

    /// What begins a line of its own.
    private static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "blockquote",
                    "body",
                    "br",
                    "center",
                    "dd",
                    "div",
                    "dl",
                    "dt",
                    "figure",
                    "footer",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "head",
                    "header",
                    "hr",
                    "html",
                    "li",
                    "main",
                    "ol",
                    "p",
                    "pre",
                    "section",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "ul");

    private static final List<Pattern> LINES =
            Banner.texts().stream().map(QuotedBanner::line).toList();

    private final String target;

    /// @param alias that the banner names
    QuotedBanner(EmailAddress alias) {
        this.target = "#alias=" + alias.withoutTag().value();
    }

    /// @return the html itself if there is no banner in it
    String outOfHtml(String html) {
        return html.contains(CLASS) || link(html, 0) >= 0 ? new Html(html).clean() : html;
    }

    /// @return the text itself if there is no banner in it
    String outOfText(String text) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int link = link(text, 0);
        while (link >= 0) {
            int from = linkStart(text, link, copied);
            int to = linkEnd(text, link);
            int window = Math.max(copied, from - MAX_TEXT);
            int line = lineStart(text, window, from);
            if (line >= 0) {
                int start = quoteStart(text, line, copied);
                boolean whole = start < line || line == 0 || text.charAt(line - 1) == '\n';
                int end = behindEmpty(text, to);
                from = whole && end > to ? start : line;
                to = whole && end > to ? behindEmptyQuote(text, end) : to;
            }
            out.append(text, copied, from);
            copied = to;
            link = link(text, to);
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }

    /// The words of a banner before its link, with line ends, marks of quotation and another form
    /// of the alias between them.
    ///
    /// @param text with `{alias}` and `{link}`
    private static Pattern line(String text) {
        String words = text.substring(0, text.indexOf("{link}")).replaceAll("[ :]+$", "");
        String pattern =
                Arrays.stream(words.split(" ", -1))
                        .map(QuotedBanner::word)
                        .collect(Collectors.joining("[\\s>]+"));
        return Pattern.compile(pattern + "[^\\p{Alnum}]{0,40}\\z");
    }

    private static String word(String word) {
        if (word.contains("{alias}")) {
            return "\\S{1,400}";
        }
        // A letter outside US-ASCII, in whatever character set; or the one that took its place.
        return word.codePoints()
                .mapToObj(c -> c < 128 ? Pattern.quote(Character.toString(c)) : "[^ -~]{0,3}[a-z]?")
                .collect(Collectors.joining());
    }

    /// @return where the banner's words begin; -1 if they do not stand there
    private static int lineStart(String text, int from, int link) {
        for (Pattern each : LINES) {
            Matcher found = each.matcher(text).region(from, link);
            if (found.find()) {
                return found.start();
            }
        }
        return -1;
    }

    /// @return a place within the next link to the alias's page; -1 if there is none
    private int link(String text, int from) {
        EscapedText reader = new EscapedText(text, Syntax.PLAIN);
        int word = text.indexOf("alias", from);
        while (word >= 0) {
            for (int sign = word - 1; sign >= Math.max(from, word - 7); sign--) {
                if (reader.match(sign, target) >= 0) {
                    return sign;
                }
            }
            word = text.indexOf("alias", word + 1);
        }
        return -1;
    }

    private static int linkStart(String text, int link, int limit) {
        int at = link;
        int first = Math.max(limit, link - MAX_LINK);
        while (at > first
                && text.charAt(at - 1) > ' '
                && "<>(\"[".indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at > first && "<([".indexOf(text.charAt(at - 1)) >= 0 ? at - 1 : at;
    }

    private static int linkEnd(String text, int link) {
        int at = link;
        while (at < text.length() && text.charAt(at) > ' ') {
            at++;
        }
        return at;
    }

    /// Where the marks before the first word begin; the word itself if something else is there.
    private static int quoteStart(String text, int word, int limit) {
        int at = word;
        while (at > limit && " \t>".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at == limit || text.charAt(at - 1) == '\n' ? at : word;
    }

    /// @return behind the line, if nothing else is in it
    private static int behindEmpty(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == text.length()) {
            return at;
        }
        return text.charAt(at) == '\n' ? at + 1 : from;
    }

    /// The empty line behind the banner is the banner's.
    private static int behindEmptyQuote(String text, int from) {
        int at = from;
        while (at < text.length() && " \t>\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n' ? at + 1 : from;
    }

    /// One pass over an html text.
    private final class Html {
        private final String html;
        private final HtmlScanner scanner;
        private final StringBuilder out = new StringBuilder();
        private int copied;

        private String banner = "";
        private int depth;
        private int bannerStart;
        private int bannerTagEnd;

        private int lineStart;
        private final StringBuilder lineText = new StringBuilder();
        private int linkStart = -1;
        private int linkEnd = -1;
        private boolean linkOpen;

        Html(String html) {
            this.html = html;
            this.scanner = new HtmlScanner(html, false);
        }

        String clean() {
            Token token = scanner.next();
            while (token != Token.END) {
                if (!banner.isEmpty()) {
                    inBanner(token);
                } else {
                    inLine(token);
                }
                token = scanner.next();
            }
            if (!banner.isEmpty()) {
                giveUpBanner();
            }
            endLine(html.length());
            return copied == 0 ? html : out.append(html, copied, html.length()).toString();
        }

        private void inBanner(Token token) {
            if (token == Token.TEXT) {
                addText();
            }
            if (scanner.start() - bannerStart > MAX_LENGTH || lineText.length() > MAX_TEXT) {
                giveUpBanner();
                inLine(token);
                return;
            }
            noteLink(token);
            boolean same = scanner.name().equals(banner);
            if (token == Token.START_TAG && same) {
                depth++;
            } else if (token == Token.END_TAG && same) {
                depth--;
            }
            if (depth == 0) {
                cut(bannerStart, scanner.end());
                banner = "";
                beginLine();
            }
        }

        /// It does not end, or there is more in it than we wrote.
        private void giveUpBanner() {
            cut(bannerStart, linkEnd > bannerStart ? linkEnd : bannerTagEnd);
            banner = "";
            linkStart = -1;
            lineStart = copied;
        }

        private void inLine(Token token) {
            boolean tag = token == Token.START_TAG || token == Token.END_TAG;
            if (token == Token.START_TAG && isBanner()) {
                endLine(scanner.start());
                banner = scanner.name();
                depth = 1;
                bannerStart = scanner.start();
                bannerTagEnd = scanner.end();
                linkEnd = -1;
                lineText.setLength(0);
            } else if (tag && BLOCKS.contains(scanner.name())) {
                endLine(scanner.start());
                beginLine();
            } else if (token == Token.TEXT) {
                addText();
            } else {
                noteLink(token);
            }
        }

        /// Enough of it to tell whether it is a banner.
        private void addText() {
            int room = MAX_TEXT + 1 - lineText.length();
            int end = Math.min(scanner.end(), scanner.start() + Math.max(0, room));
            lineText.append(html, scanner.start(), end);
        }

        /// Whether the line is a banner's and nothing else.
        private boolean isWhole() {
            String text =
                    lineText.toString()
                            .replace("&nbsp;", " ")
                            .replaceAll("&#?\\w{1,10};", "")
                            .strip();
            return LINES.stream().anyMatch(line -> line.matcher(text).lookingAt());
        }

        private void noteLink(Token token) {
            if (token == Token.START_TAG && leadsToAlias()) {
                linkStart = scanner.start();
                linkEnd = scanner.end();
                linkOpen = true;
            } else if (token == Token.END_TAG && linkOpen && scanner.name().equals("a")) {
                linkEnd = scanner.end();
                linkOpen = false;
            }
        }

        private void beginLine() {
            lineStart = scanner.end();
            lineText.setLength(0);
            linkStart = -1;
            linkEnd = -1;
            linkOpen = false;
        }

        private void endLine(int end) {
            if (linkStart < 0 || linkStart < copied) {
                return;
            }
            boolean only = lineStart >= copied && isWhole();
            cut(only ? lineStart : linkStart, only ? end : linkEnd);
        }

        private boolean isBanner() {
            for (Attribute attribute : scanner.attributes()) {
                if (attribute.name().equals("class")
                        && Arrays.stream(attribute.value().split("\\s+", -1))
                                .anyMatch(each -> each.toLowerCase(Locale.ROOT).endsWith(CLASS))) {
                    return true;
                }
            }
            return false;
        }

        private boolean leadsToAlias() {
            return scanner.name().equals("a")
                    && scanner.attributes().stream()
                            .anyMatch(
                                    attribute ->
                                            attribute.name().equals("href")
                                                    && link(attribute.value(), 0) >= 0);
        }

        private void cut(int from, int to) {
            if (copied == 0) {
                out.ensureCapacity(html.length());
            }
            out.append(html, copied, from);
            copied = to;
        }
    }
}
