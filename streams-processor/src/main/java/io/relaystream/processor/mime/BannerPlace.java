package io.relaystream.processor.mime;

import io.relaystream.processor.mime.HtmlScanner.Token;
import java.util.Set;

/// Where an html text begins to show something: behind `<body>`, or where a browser would put one
/// in.
final class BannerPlace {
    /// What stands before a body.
    private static final Set<String> PROLOGUE =
            Set.of("html", "head", "meta", "link", "base", "title", "style", "script");

    private final HtmlScanner scanner;
    private int place;
    private boolean inHead;
    private boolean inTemplate;

    /// Whether nothing but a prologue came so far.
    private boolean before = true;

    private BannerPlace(String html) {
        this.scanner = new HtmlScanner(html, false);
    }

    /// @return an index in the text
    static int in(String html) {
        return new BannerPlace(html).find(html);
    }

    private int find(String html) {
        Token token = scanner.next();
        while (token != Token.END) {
            boolean text = token == Token.TEXT && !blank(html);
            if (text && !inHead) {
                return place;
            }
            if (token == Token.START_TAG && scanner.name().equals("body") && !inTemplate) {
                return scanner.end();
            }
            passed(token, text);
            token = scanner.next();
        }
        return place;
    }

    private void passed(Token token, boolean text) {
        boolean tag = token == Token.START_TAG || token == Token.END_TAG;
        if (tag && scanner.name().equals("template")) {
            inTemplate = token == Token.START_TAG;
        }
        if (tag && scanner.name().equals("head")) {
            inHead = token == Token.START_TAG;
            before = true;
        } else if (text || (tag && !PROLOGUE.contains(scanner.name()))) {
            before = false;
        }
        boolean raw = token == Token.RAW_TEXT || scanner.opensRaw();
        if (before && !raw) {
            place = scanner.end();
        }
    }

    /// A byte order mark, in whatever character set it is read, shows nothing.
    private boolean blank(String html) {
        for (int at = scanner.start(); at < scanner.end(); at++) {
            if (html.charAt(at) > ' ' && "\u00ef\u00bb\u00bf\ufeff".indexOf(html.charAt(at)) < 0) {
                return false;
            }
        }
        return true;
    }
}
