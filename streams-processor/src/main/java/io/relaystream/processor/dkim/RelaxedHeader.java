package io.relaystream.processor.dkim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The fields of a header in their relaxed form (RFC 6376 section 3.4.2), and what of them is
/// signed.
///
/// Every signed name is listed once more than the mail has it (section 5.4.2): nobody can add a
/// second `Subject` or a missing `Reply-To` without breaking the signature.
final class RelaxedHeader {
    /// What readers are shown, answer to and act on.
    private static final List<String> SIGNED =
            List.of(
                    "from",
                    "to",
                    "cc",
                    "subject",
                    "date",
                    "message-id",
                    "reply-to",
                    "list-unsubscribe",
                    "list-unsubscribe-post",
                    "mime-version",
                    "content-type");

    private static final Pattern FIELD_END = Pattern.compile("\r\n(?![ \t])");
    private static final Pattern SPACE = Pattern.compile("[ \t\r\n]+");

    /// By name; the last one first, as they are signed from the bottom up.
    private final Map<String, Deque<String>> fields = new HashMap<>();

    /// @param header its lines end in CRLF
    RelaxedHeader(String header) {
        for (String field : FIELD_END.split(header, -1)) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                String relaxed = relaxed(field.substring(0, colon), field.substring(colon + 1));
                fields.computeIfAbsent(name(relaxed), _ -> new ArrayDeque<>()).addFirst(relaxed);
            }
        }
    }

    /// A field without the CRLF behind it.
    static String relaxed(String name, String value) {
        String spaced = SPACE.matcher(value).replaceAll(" ");
        int from = spaced.startsWith(" ") ? 1 : 0;
        int to = spaced.length() - (spaced.length() > from && spaced.endsWith(" ") ? 1 : 0);
        return name.strip().toLowerCase(Locale.ROOT) + ":" + spaced.substring(from, to);
    }

    private static String name(String relaxed) {
        return relaxed.substring(0, relaxed.indexOf(':'));
    }

    /// The value of the last field of this name.
    Optional<String> last(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(found -> found.getFirst().substring(name.length() + 1));
    }

    /// The names for `h=`.
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : SIGNED) {
            found(name).forEach(_ -> names.add(name));
            names.add(name);
        }
        return names;
    }

    /// What the names stand for, each with a CRLF behind it.
    String text() {
        StringBuilder text = new StringBuilder();
        for (String name : SIGNED) {
            found(name).forEach(field -> text.append(field).append("\r\n"));
        }
        return text.toString();
    }

    private Deque<String> found(String name) {
        return fields.getOrDefault(name, new ArrayDeque<>());
    }
}
