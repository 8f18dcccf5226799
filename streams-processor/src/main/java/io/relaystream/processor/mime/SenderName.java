package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.EncodedWords;
import io.relaystream.core.address.Mailbox;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the original sender is shown in `From:`, for instance `Jane (jane at shop.example) via
/// Relaystream`.
///
/// It cannot pass for someone else: no `@` that a reader could show as the sender's address, no
/// bracket but ours around the address, nor a character of another script that looks like those, no
/// encoded word that a reader would decode later, no control, bidirectional or invisible character;
/// and it is short enough to be seen whole.
final class SenderName {
    private static final int MAX_NAME = 60;
    private static final int MAX_ADDRESS = 100;
    private static final String WARNING = "Unverified: ";
    private static final String SUFFIX = " via Relaystream";

    /// Letters and signs that show nothing.
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private SenderName() {}

    /// @param from the original author; empty if there is no such field
    /// @param mailFrom the envelope sender, shown when the author's address is unreadable
    /// @param unverified whether to warn of the sender; the warning comes first, where nothing of
    ///   the sender's can hide it
    /// @return plain text without quotes
    static String of(Optional<Mailbox> from, @Nullable EmailAddress mailFrom, boolean unverified) {
        return (unverified ? WARNING : "") + sender(from, mailFrom) + SUFFIX;
    }

    /// Whom a reverse address leads to, for instance `Jane (jane at shop.example)`.
    static String of(Mailbox correspondent) {
        return sender(Optional.of(correspondent), null);
    }

    /// A name that an owner has chosen.
    ///
    /// @return empty if nothing of it can be shown
    static String chosen(String name) {
        return clean(name, MAX_NAME);
    }

    private static String sender(Optional<Mailbox> from, @Nullable EmailAddress mailFrom) {
        String name = clean(from.map(Mailbox::name).orElse(""), MAX_NAME);
        String address =
                from.flatMap(Mailbox::address)
                        .or(() -> Optional.ofNullable(mailFrom))
                        .map(sender -> clean(sender.value(), MAX_ADDRESS))
                        .orElse("");
        if (address.isEmpty()) {
            return name.isEmpty() ? "Unknown sender" : name;
        }
        boolean nameTellsMore = !name.isEmpty() && !name.equalsIgnoreCase(address);
        return nameTellsMore ? name + " (" + address + ")" : address;
    }

    /// The text as a display name in a header field (RFC 5322 `phrase`), without any character that
    /// would need escaping: [#clean] has left none.
    static String phrase(String text) {
        boolean ascii = text.chars().allMatch(c -> c >= ' ' && c < 127);
        return ascii ? '"' + text + '"' : EncodedWords.encode(text);
    }

    private static String clean(String text, int max) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> append(clean, c));
        String single = clean.toString().strip().replaceAll(" {2,}", " ");
        // An encoded word of our own making is the only one that may be decoded.
        String inert = single.replace("=?", "= ?");
        return inert.codePointCount(0, inert.length()) <= max
                ? inert
                : inert.substring(0, inert.offsetByCodePoints(0, max - 3)).strip() + "...";
    }

    private static void append(StringBuilder clean, int c) {
        switch (alike(c)) {
            case "@" -> clean.append(" at ");
            case "\"" -> clean.append('\'');
            case "<", ">", "(", ")", "\\" -> clean.append(' ');
            default -> {
                if (Character.isSpaceChar(c)
                        || Character.isWhitespace(c)
                        || BLANK.indexOf(c) >= 0) {
                    clean.append(' ');
                } else if (visible(c)) {
                    clean.appendCodePoint(c);
                }
            }
        }
    }

    /// What the character is but for its width and form (Unicode normalization form KC).
    private static String alike(int c) {
        return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
