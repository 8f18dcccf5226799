package io.relaystream.processor.mime;

import io.relaystream.processor.mime.HtmlScanner.Attribute;
import io.relaystream.processor.mime.HtmlScanner.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes known trackers out of an html text: images are removed, links lead past the tracker if
/// they tell where to. All else stays as it is, character by character; nothing is ever fetched.
final class TrackerFilter {
    private static final Set<String> IMAGES = Set.of("img", "image");
    private static final Set<String> LINKS = Set.of("a", "area");

    /// Attributes whose links a reader follows by itself.
    private static final Set<String> LOADED =
            Set.of(
                    "src",
                    "background",
                    "poster",
                    "data",
                    "ping",
                    "lowsrc",
                    "dynsrc",
                    "href",
                    "xlink:href");

    private static final Set<String> LISTS = Set.of("srcset", "imagesrcset");

    private static final Pattern QUOTES = Pattern.compile("^[\"']|[\"']$");

    /// How many trackers may stand behind each other.
    private static final int MAX_CHAIN = 3;

    private final String html;
    private final TrackerHosts hosts;
    private final HtmlScanner scanner;
    private final StringBuilder out = new StringBuilder();
    private int copied;
    private int removed;

    /// @param removed how many trackers were taken out
    record Filtered(String html, int removed) {}

    private TrackerFilter(String html, TrackerHosts hosts) {
        this.html = html;
        this.hosts = hosts;
        this.scanner = new HtmlScanner(html, true);
    }

    static Filtered filter(String html, TrackerHosts hosts) {
        return new TrackerFilter(html, hosts).run();
    }

    private Filtered run() {
        Token token = scanner.next();
        while (token != Token.END) {
            if (token == Token.START_TAG) {
                tag(scanner.name());
            } else if (token == Token.RAW_TEXT && scanner.name().equals("style")) {
                style(scanner.start(), scanner.end());
            }
            token = scanner.next();
        }
        return removed == 0
                ? new Filtered(html, 0)
                : new Filtered(out.append(html, copied, html.length()).toString(), removed);
    }

    private void tag(String name) {
        List<Attribute> attributes = scanner.attributes();
        if (IMAGES.contains(name) && attributes.stream().anyMatch(this::loadsTracker)) {
            replace(scanner.start(), scanner.end(), "");
            return;
        }
        for (Attribute attribute : attributes) {
            if (attribute.name().equals("style")) {
                style(attribute.from(), attribute.to());
            } else if (attribute.name().equals("href") && LINKS.contains(name)) {
                link(attribute);
            } else if (loadsTracker(attribute)) {
                replace(attribute.from(), attribute.to(), "\"\"");
            }
        }
    }

    private boolean loadsTracker(Attribute attribute) {
        if (LISTS.contains(attribute.name())) {
            for (String candidate : attribute.value().split("[\\s,]+", -1)) {
                if (hosts.isImage(WebLink.read(candidate))) {
                    return true;
                }
            }
            return false;
        }
        return LOADED.contains(attribute.name()) && hosts.isImage(WebLink.read(attribute.value()));
    }

    private void link(Attribute attribute) {
        Optional<WebLink> target = Optional.empty();
        Optional<WebLink> next = hosts.target(WebLink.read(attribute.value()));
        for (int chain = 0; chain < MAX_CHAIN && next.isPresent(); chain++) {
            target = next;
            next = hosts.target(next.get());
        }
        target.ifPresent(
                link -> replace(attribute.from(), attribute.to(), '"' + link.html() + '"'));
    }

    /// Empties `url(...)` of trackers.
    private void style(int from, int to) {
        int open = html.indexOf('(', from, to);
        while (open >= 0) {
            int next = open + 1;
            if (open - from >= 3 && html.regionMatches(true, open - 3, "url", 0, 3)) {
                next = argumentEnd(open + 1, to);
                if (next < 0) {
                    return;
                }
                argument(open + 1, next);
            }
            open = html.indexOf('(', next, to);
        }
    }

    /// @return where the bracket closes; -1 if it does not
    private int argumentEnd(int from, int to) {
        int at = from;
        while (at < to && html.charAt(at) <= ' ') {
            at++;
        }
        char quote = at < to ? html.charAt(at) : '\0';
        boolean quoted = quote == '"' || quote == '\'';
        int text = quoted ? html.indexOf(quote, Math.min(at + 1, to), to) : at;
        return text < 0 ? -1 : html.indexOf(')', text, to);
    }

    private void argument(int from, int to) {
        String text = WebLink.read(html.substring(from, to)).text();
        if (hosts.isImage(new WebLink(QUOTES.matcher(text).replaceAll("")))) {
            replace(from, to, "");
        }
    }

    private void replace(int from, int to, String by) {
        out.append(html, copied, from).append(by);
        copied = to;
        removed++;
    }
}
