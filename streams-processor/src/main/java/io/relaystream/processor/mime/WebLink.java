package io.relaystream.processor.mime;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A link to the web as it stands in an html text, read as browsers read it (URL Living Standard):
/// entities are resolved, white space within does not count, a backslash is a slash.
///
/// @param text without entities and white space
record WebLink(String text) {
    /// Longer links than any server takes: the rest is not looked at.
    private static final int MAX_LENGTH = 16_000;

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|([A-Za-z]{2,8});)");

    private static final String UNKNOWN = "\ufffd";

    private static final Map<String, String> NAMED =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "colon", ":",
                    "sol", "/", "period", ".", "Tab", "", "NewLine", "");

    private static final Pattern BREAK = Pattern.compile("[\\t\\n\\r]");
    private static final Pattern UNSAFE = Pattern.compile("[^!#-;=?-\\[\\]_a-z~]");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    /// @param html as it is written in an attribute or a style
    static WebLink read(String html) {
        String text = html.substring(0, Math.min(html.length(), MAX_LENGTH));
        String plain =
                text.indexOf('&') < 0 ? text : ENTITY.matcher(text).replaceAll(WebLink::resolved);
        return new WebLink(BREAK.matcher(plain).replaceAll("").strip());
    }

    /// The host in lower case; empty if this is no link to the web.
    Optional<String> host() {
        int from = authority();
        if (from < 0) {
            return Optional.empty();
        }
        String authority = text.substring(from, authorityEnd(from));
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        String name = unescape(port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
    }

    /// What stands between the host and the query; empty if this is no link to the web.
    String path() {
        int from = authority();
        if (from < 0) {
            return "";
        }
        int end = authorityEnd(from);
        int at = end;
        while (at < text.length() && "?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(end, at).replace('\\', '/');
    }

    /// The link that this one has as the value of a parameter.
    Optional<WebLink> parameter(String name) {
        int query = text.indexOf('?') + 1;
        if (query == 0) {
            return Optional.empty();
        }
        int fragment = text.indexOf('#', query);
        String parameters = text.substring(query, fragment < 0 ? text.length() : fragment);
        for (String parameter : parameters.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return target(parameter.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /// The link that this one has as a segment of its path.
    Optional<WebLink> segment() {
        for (String segment : text.substring(Math.max(0, authority())).split("/", -1)) {
            Optional<WebLink> target = target(segment);
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    /// As it can be written in quotes.
    String html() {
        return text.replace("&", "&amp;");
    }

    private static Optional<WebLink> target(String escaped) {
        String plain = unescape(escaped);
        WebLink link =
                new WebLink(
                        UNSAFE.matcher(plain)
                                .replaceAll(c -> "%" + hex(c.group().charAt(0) & 0xff)));
        boolean web = plain.regionMatches(true, 0, "http", 0, 4);
        boolean whole = plain.chars().allMatch(c -> c < 256);
        return web && whole && link.host().isPresent() ? Optional.of(link) : Optional.empty();
    }

    /// Where the host begins, or what stands before it.
    ///
    /// @return -1 if this is no link to the web
    private int authority() {
        int at = scheme();
        boolean relative = at == 0 && !(isSlash(0) && isSlash(1));
        if (at < 0 || relative) {
            return -1;
        }
        while (isSlash(at)) {
            at++;
        }
        return at;
    }

    private int scheme() {
        if (text.regionMatches(true, 0, "https:", 0, 6)) {
            return 6;
        }
        return text.regionMatches(true, 0, "http:", 0, 5) ? 5 : 0;
    }

    private int authorityEnd(int from) {
        int at = from;
        while (at < text.length() && !isSlash(at) && "?#".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private boolean isSlash(int at) {
        return at < text.length() && (text.charAt(at) == '/' || text.charAt(at) == '\\');
    }

    /// Bytes as characters.
    private static String unescape(String text) {
        return text.indexOf('%') < 0 ? text : ESCAPE.matcher(text).replaceAll(WebLink::unescaped);
    }

    private static String unescaped(MatchResult escape) {
        char c = (char) HexFormat.fromHexDigits(escape.group(1));
        return Matcher.quoteReplacement(String.valueOf(c));
    }

    /// What an entity stands for; a replacement character unless that is in US-ASCII.
    private static String resolved(MatchResult entity) {
        if (entity.group(3) != null) {
            return NAMED.getOrDefault(entity.group(3), UNKNOWN);
        }
        int code =
                entity.group(1) != null
                        ? Integer.parseInt(entity.group(1))
                        : HexFormat.fromHexDigits(entity.group(2));
        return code < 128 ? Matcher.quoteReplacement(Character.toString(code)) : UNKNOWN;
    }

    private static String hex(int value) {
        return HexFormat.of().withUpperCase().toHexDigits((byte) value);
    }
}
