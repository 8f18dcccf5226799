package io.relaystream.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first mailbox of an address field that a stranger wrote (RFC 5322 section 3.4), read so that
/// nonsense gives a name without an address and never an exception.
///
/// @param name the display name, decoded; empty if there is none
/// @param address empty if what stands there is no address
public record Mailbox(String name, Optional<EmailAddress> address) {
    /// Longer than any name that is shown and any address that is valid: the rest is not kept.
    private static final int MAX_LENGTH = 2_000;

    /// Without the name, which is a person's.
    @Override
    public String toString() {
        return "Mailbox[%s]".formatted(address.map(EmailAddress::toString).orElse(""));
    }

    /// @param field the value of an address field, as Unicode text
    public static Mailbox first(String field) {
        return new Reader(field).read();
    }

    /// All mailboxes of a field that have an address, in their order; those of groups among them.
    ///
    /// @param field the value of an address field, as Unicode text
    public static List<Mailbox> all(String field) {
        List<Mailbox> all = new ArrayList<>();
        Reader reader = new Reader(field);
        while (reader.more()) {
            Mailbox next = reader.read();
            if (next.address.isPresent()) {
                all.add(next);
            }
        }
        return all;
    }

    /// One pass, character by character.
    private static final class Reader {
        private final String text;
        private final StringBuilder words = new StringBuilder();
        private final StringBuilder address = new StringBuilder();
        private final StringBuilder comment = new StringBuilder();
        private int at;
        private boolean angle;
        private boolean addressed;

        Reader(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        /// The next mailbox.
        Mailbox read() {
            words.setLength(0);
            address.setLength(0);
            comment.setLength(0);
            angle = false;
            addressed = false;
            skipSeparators();
            while (at < text.length() && !ends(text.charAt(at))) {
                char c = text.charAt(at++);
                switch (c) {
                    case '"' -> quoted();
                    case '(' -> comment();
                    case '<' -> {
                        angle = true;
                        address.setLength(0);
                    }
                    case ':' -> colon();
                    default -> plain(c);
                }
            }
            // What stands between the bracket and the next comma says nothing.
            while (at < text.length() && angle && ",;".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return result();
        }

        private void skipSeparators() {
            while (at < text.length() && ",; \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean ends(char c) {
            return switch (c) {
                case '>' -> angle;
                // Without an address before it, the comma is part of an unquoted `Doe, John`.
                case ',', ';' -> !angle && addressed;
                default -> false;
            };
        }

        private void plain(char c) {
            addressed |= c == '@';
            append(address, c);
            if (!angle) {
                append(words, c);
            }
        }

        /// The end of a group's name, or of the route before an address (both obsolete).
        private void colon() {
            address.setLength(0);
            if (!angle) {
                words.setLength(0);
            }
        }

        private void quoted() {
            append(address, '"');
            boolean open = true;
            while (open && at < text.length()) {
                char c = text.charAt(at++);
                append(address, c);
                if (c == '"') {
                    open = false;
                } else {
                    if (c == '\\' && at < text.length()) {
                        c = text.charAt(at++);
                        append(address, c);
                    }
                    if (!angle) {
                        append(words, c);
                    }
                }
            }
        }

        private void comment() {
            int depth = 1;
            while (depth > 0 && at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    c = text.charAt(at++);
                } else if (c == '(') {
                    depth++;
                } else if (c == ')') {
                    depth--;
                }
                if (depth > 0) {
                    append(comment, c);
                }
            }
        }

        private Mailbox result() {
            Optional<EmailAddress> parsed = EmailAddress.parse(address.toString());
            boolean named = !words.toString().isBlank() && (angle || parsed.isEmpty());
            String name = named ? words.toString() : comment.toString();
            return new Mailbox(EncodedWords.decode(name), parsed);
        }

        private static void append(StringBuilder kept, char c) {
            if (kept.length() < MAX_LENGTH) {
                kept.append(c);
            }
        }
    }
}
