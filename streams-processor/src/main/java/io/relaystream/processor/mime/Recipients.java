package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The recipients in a field that a stranger wrote (RFC 5322 section 3.4), read in linear time.
final class Recipients {
    /// More than anybody answers to: the rest is not looked at.
    private static final int MAX_MAILBOXES = 1_000;

    private Recipients() {}

    /// The field without some of its addresses, and without groups that have one of them. What is
    /// left stays as it came.
    ///
    /// @return the field itself if it has none of them, empty if nothing is left
    static Optional<HeaderField> without(HeaderField field, Predicate<EmailAddress> unwanted) {
        List<String> all = split(field.value(), true);
        List<String> kept = all.stream().filter(one -> !names(one, unwanted)).toList();
        if (kept.size() == all.size()) {
            return Optional.of(field);
        }
        String value = kept.stream().map(String::strip).collect(Collectors.joining(",\r\n "));
        return value.isBlank()
                ? Optional.empty()
                : Optional.of(new HeaderField(field.name(), " " + value));
    }

    /// Those that may be addresses, in their order; the members of groups are none of them.
    static Stream<Mailbox> mailboxes(HeaderField field) {
        return split(field.value()).stream()
                .filter(entry -> entry.indexOf('@') > 0)
                .limit(MAX_MAILBOXES)
                .filter(entry -> split(entry, false).size() == 1 && !isGroup(entry))
                .map(entry -> Mailbox.first(new HeaderField("", entry).text()));
    }

    /// What stands between commas; groups stay together.
    static List<String> split(String value) {
        return split(value, true);
    }

    /// Whether a name and a colon stand before the first address.
    private static boolean isGroup(String entry) {
        boolean quoted = false;
        for (int at = 0; at < entry.length(); at++) {
            char c = entry.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '@' || c == '(')) {
                return false;
            } else if (!quoted && c == ':') {
                return true;
            }
        }
        return false;
    }

    private static boolean names(String recipient, Predicate<EmailAddress> unwanted) {
        return split(recipient, false).stream()
                .filter(text -> text.indexOf('@') > 0)
                .map(text -> Mailbox.first(new HeaderField("", text).text()))
                .flatMap(mailbox -> mailbox.address().stream())
                .anyMatch(unwanted);
    }

    /// What stands between commas.
    ///
    /// @param groups whether the members of a group stay together
    private static List<String> split(String value, boolean groups) {
        List<String> entries = new ArrayList<>();
        int start = 0;
        int comments = 0;
        boolean quoted = false;
        boolean group = false;
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"' && comments == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                comments++;
            } else if (c == ')' && comments > 0) {
                comments--;
            } else if (!quoted && comments == 0) {
                group = c == ':' ? groups : group && c != ';';
                if (c == ',' && !group) {
                    entries.add(value.substring(start, at));
                    start = at + 1;
                }
            }
        }
        entries.add(value.substring(start));
        return entries;
    }
}
