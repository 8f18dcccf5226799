package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.processor.mime.EscapedText.Syntax;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Puts the alias in the place of the owner's mailbox, and correspondents in the place of their
/// reverse addresses, wherever they stand in a text; all else stays as it is. In linear time: what
/// an address begins with is compared at every place, and that ends soon.
///
/// The mailbox is found with any tag, in any case, however it is escaped ([EscapedText]), with its
/// host in letters or as A-labels. It is not found as the end of a longer name: `ann@` is not in
/// `joann@`. Whatever stands behind it does not matter.
final class AddressCleaner {
    private static final int MAX_TAG = 100;
    private static final int MAX_ID = 200;

    /// Longer than any way to write an address that a program has.
    private static final int MAX_LENGTH = 4_000;

    private static final String ESCAPES = "&%=\\@";

    /// Other ways to write `@`; the one in words is ours.
    private static final List<String> SIGNS = List.of("+AEA-", " at ", " @ ");

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9+]");

    private final Disguise disguise;
    private final List<String> locals;
    private final List<String> hosts;

    /// By the local parts of their reverse addresses.
    private final Map<String, EmailAddress> correspondents = new HashMap<>();

    private final boolean[] begins = new boolean[256];

    AddressCleaner(Disguise disguise) {
        this.disguise = disguise;
        EmailAddress mailbox = disguise.owner().withoutTag();
        String local = mailbox.local();
        this.locals = Stream.of(local, '"' + local + '"').flatMap(AddressCleaner::forms).toList();
        this.hosts =
                Stream.of(mailbox.domain(), IDN.toUnicode(mailbox.domain()))
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .flatMap(AddressCleaner::forms)
                        .distinct()
                        .toList();
        disguise.correspondents().entrySet().stream()
                .filter(each -> isAscii(each.getValue()))
                .forEach(each -> correspondents.put(each.getKey().local(), each.getValue()));
        ESCAPES.chars().forEach(c -> begins[c] = true);
        // Wide letters and signs, as UTF-8.
        begins['\u00ef'] = true;
        for (String each : locals) {
            for (byte first : each.substring(0, 1).getBytes(StandardCharsets.UTF_8)) {
                begins[first & 0xff] = true;
            }
            char first = each.charAt(0);
            begins[Math.min(first, 255)] = true;
            begins[Math.min(Character.toUpperCase(first), 255)] = true;
        }
    }

    /// Whether all that is looked for is US-ASCII, so that a text can be searched as bytes if it is
    /// like that.
    boolean ascii() {
        return Stream.concat(locals.stream(), hosts.stream())
                .allMatch(text -> text.chars().allMatch(c -> c < 128));
    }

    /// @return the text itself if it has none of the addresses
    String clean(String text, Syntax syntax) {
        return new Search(text, syntax).clean();
    }

    /// Without the owner's host behind the ids in a `Content-ID:` field.
    String cleanIds(String value) {
        Search search = new Search(value, Syntax.PLAIN);
        int sign = value.indexOf('@');
        int end = sign < 0 ? -1 : search.idHost(sign + 1);
        return end < 0
                ? value
                : value.substring(0, sign + 1) + disguise.alias().domain() + value.substring(end);
    }

    /// Whether the owner's mailbox is there.
    ///
    /// @param from where to begin; what stands before it is only looked at
    boolean finds(String text, int from) {
        Search search = new Search(text, Syntax.PLAIN);
        for (int at = from; at < text.length(); at++) {
            if (search.begins(at) && search.owner(at) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Stream<String> forms(String text) {
        return Stream.of(text, Normalizer.normalize(text, Form.NFD)).distinct();
    }

    /// One pass over one text.
    private final class Search {
        private final String text;
        private final Syntax syntax;
        private final EscapedText reader;
        private final StringBuilder out = new StringBuilder();
        private int copied;

        Search(String text, Syntax syntax) {
            this.text = text;
            this.syntax = syntax;
            this.reader = new EscapedText(text, syntax);
        }

        String clean() {
            int at = 0;
            while (at < text.length()) {
                at = begins(at) ? look(at) : at + 1;
            }
            return copied == 0 ? text : out.append(text, copied, text.length()).toString();
        }

        boolean begins(int at) {
            char c = text.charAt(at);
            return c >= begins.length || begins[c];
        }

        /// @return where to go on
        private int look(int at) {
            int owner = owner(at);
            if (owner >= 0) {
                replace(at, owner, disguise.alias().value());
                return owner;
            }
            if (reader.read(at) != '@') {
                return at + 1;
            }
            int sign = reader.next();
            int reverse = reader.match(sign, disguise.replyHost());
            int start = reverse < 0 ? at : wordStart(at);
            if (start < at) {
                replace(start, reverse, correspondent(start, at).value());
                return reverse;
            }
            int id = isContentId(at) ? idHost(sign) : -1;
            if (id >= 0) {
                replace(sign, id, disguise.alias().domain());
                return id;
            }
            return at + 1;
        }

        /// Whether what stands before a sign names a mail or a part of one (RFC 2392).
        private boolean isContentId(int sign) {
            int limit = Math.max(copied, sign - MAX_ID);
            for (int at = sign - 1; at >= limit; at--) {
                char c = text.charAt(at);
                if (c == ':') {
                    return text.regionMatches(true, at - 3, "cid", 0, 3)
                            || text.regionMatches(true, at - 3, "mid", 0, 3);
                }
                if (!isWord(c) && "._-+$%=".indexOf(c) < 0) {
                    return false;
                }
            }
            return false;
        }

        /// @return behind the owner's host as the end of an id; -1 if it is none
        int idHost(int from) {
            int end = host(from);
            return isWord(charAt(end)) || charAt(end) == '.' || charAt(end) == '-' ? -1 : end;
        }

        /// @return behind the owner's mailbox; -1 if it does not stand here
        int owner(int at) {
            int first = reader.read(at);
            for (String local : locals) {
                int end = first == local.charAt(0) ? reader.match(at, local) : -1;
                int host = end >= 0 && startsName(at) ? behindHost(end) : -1;
                if (host >= 0 && host - at <= MAX_LENGTH) {
                    return host;
                }
            }
            return -1;
        }

        private int host(int from) {
            for (String host : hosts) {
                int end = reader.match(from, host);
                if (end >= 0) {
                    return end;
                }
            }
            return -1;
        }

        /// @param from behind a local part, which may go on with a tag
        private int behindHost(int from) {
            int host = signAndHost(from);
            if (host >= 0 || reader.read(from) != '+') {
                return host;
            }
            int at = reader.next();
            for (int length = 0; length < MAX_TAG && host < 0; length++) {
                int c = reader.read(at);
                if (c <= ' ' || c == '<' || c == '>' || c == '"') {
                    return -1;
                }
                int behind = reader.next();
                host = signAndHost(at);
                at = behind;
            }
            return host;
        }

        private int signAndHost(int from) {
            int sign = sign(from);
            return sign < 0 ? -1 : host(sign);
        }

        private int sign(int from) {
            if (reader.read(from) == '@') {
                return reader.next();
            }
            for (String sign : SIGNS) {
                if (text.startsWith(sign, from)) {
                    return from + sign.length();
                }
            }
            return -1;
        }

        /// Whether a name can begin here: no letter or digit of a longer one stands before it.
        private boolean startsName(int at) {
            char before = charAt(at - 1);
            if (isWord(before)) {
                return endsEscape(at);
            }
            // An underscore stands for a space in encoded words.
            return ".-+".indexOf(before) < 0 || !isWord(charAt(at - 2));
        }

        /// Whether what stands before is an escape, whose letters are none.
        private boolean endsEscape(int at) {
            if (isHex(at - 1) && isHex(at - 2)) {
                int sign = at - 3;
                while (sign > at - MAX_TAG && charAt(sign) == '5' && charAt(sign - 1) == '2') {
                    sign -= 2;
                }
                return charAt(sign) == '%' || charAt(at - 3) == '=' || escaped(at);
            }
            return charAt(at - 2) == '\\';
        }

        private boolean escaped(int at) {
            return (charAt(at - 3) == 'x' && charAt(at - 4) == '\\')
                    || (charAt(at - 5) == 'u' && charAt(at - 6) == '\\')
                    || charAt(at - 2) == '\\';
        }

        /// Where the local part before a sign begins.
        private int wordStart(int sign) {
            int start = sign;
            while (start > copied && (isWord(charAt(start - 1)) || charAt(start - 1) == '+')) {
                start--;
            }
            while (syntax == Syntax.FOLDED && start > copied + 2 && folded(start)) {
                start = charAt(start - 3) == '\r' ? start - 3 : start - 2;
                while (start > copied && isWord(charAt(start - 1))) {
                    start--;
                }
            }
            boolean percent = charAt(start - 1) == '%' && isHex(start) && isHex(start + 1);
            return percent ? Math.min(start + 2, sign) : start;
        }

        private boolean folded(int at) {
            return (charAt(at - 1) == ' ' || charAt(at - 1) == '\t') && charAt(at - 2) == '\n';
        }

        private EmailAddress correspondent(int start, int sign) {
            String local = NO_WORD.matcher(text.substring(start, sign)).replaceAll("");
            int tag = local.indexOf('+');
            String name = (tag < 0 ? local : local.substring(0, tag)).toLowerCase(Locale.ROOT);
            return correspondents.getOrDefault(name, disguise.alias());
        }

        private void replace(int from, int to, String by) {
            if (copied == 0) {
                // To grow it later would take twice the memory.
                out.ensureCapacity(text.length() + text.length() / 4);
            }
            out.append(text, copied, from).append(syntax == Syntax.HTML ? escaped(by) : by);
            if (syntax == Syntax.HTML) {
                keepTags(from, to);
            }
            copied = to;
        }

        /// Those within an address, so that none stays open.
        private void keepTags(int from, int to) {
            int open = text.indexOf('<', from, to);
            while (open >= 0) {
                int close = text.indexOf('>', open, to);
                if (close < 0) {
                    return;
                }
                out.append(text, open, close + 1);
                open = text.indexOf('<', close, to);
            }
        }

        private static String escaped(String address) {
            return address.replace("&", "&amp;").replace("'", "&#39;");
        }

        private boolean isHex(int at) {
            return Character.digit(charAt(at), 16) >= 0;
        }

        private char charAt(int at) {
            return at >= 0 && at < text.length() ? text.charAt(at) : '\0';
        }
    }

    private static boolean isAscii(EmailAddress address) {
        return address.value().chars().allMatch(c -> c < 128);
    }

    /// A letter of another script, or a byte of one, is none: some are written without spaces.
    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
