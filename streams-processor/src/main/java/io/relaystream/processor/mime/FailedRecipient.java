package io.relaystream.processor.mime;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.address.Mailbox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A recipient whom a server has given up, as a report tells it (RFC 3464 section 2.3).
///
/// @param address empty if the report names none that can be read
/// @param status such as `5.1.1` (RFC 3463)
/// @param diagnostic what the recipient's server said
record FailedRecipient(
        Optional<EmailAddress> address, Optional<String> status, Optional<String> diagnostic) {
    /// Our mails have one recipient each.
    private static final int MAX_RECIPIENTS = 10;

    private static final int MAX_DIAGNOSTIC = 500;
    private static final Pattern STATUS = Pattern.compile("[45]\\.\\d{1,3}\\.\\d{1,3}(?!\\d)");

    /// A character of an international address in US-ASCII (RFC 6533 section 3).
    private static final Pattern ESCAPE = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{1,6})}");

    /// Reads the groups of fields of a report. Lines that are no fields are passed over.
    static List<FailedRecipient> readAll(ByteBuffer report) {
        List<FailedRecipient> failed = new ArrayList<>();
        int at = 0;
        while (at < report.limit() && failed.size() < MAX_RECIPIENTS) {
            Optional<HeaderBlock> group = HeaderBlock.parse(report, at);
            group.flatMap(FailedRecipient::read).ifPresent(failed::add);
            at = group.map(HeaderBlock::bodyStart).orElse(HeaderBlock.nextLine(report, at));
        }
        return failed;
    }

    /// @return empty if the group is not about a recipient, or not about a failure
    private static Optional<FailedRecipient> read(HeaderBlock group) {
        String action = text(group, "action").orElse("").toLowerCase(Locale.ROOT);
        if (!action.startsWith("failed")) {
            return Optional.empty();
        }
        return Optional.of(
                new FailedRecipient(
                        address(group, "final-recipient")
                                .or(() -> address(group, "original-recipient")),
                        text(group, "status").flatMap(FailedRecipient::status),
                        text(group, "diagnostic-code").map(FailedRecipient::cut)));
    }

    /// An address behind its type, such as `rfc822; jane@example.com`.
    private static Optional<EmailAddress> address(HeaderBlock group, String key) {
        return text(group, key)
                .map(text -> text.substring(text.indexOf(';') + 1))
                .map(text -> ESCAPE.matcher(text).replaceAll(FailedRecipient::unescaped))
                .flatMap(text -> Mailbox.first(text).address());
    }

    private static String unescaped(MatchResult escape) {
        int codePoint = Integer.parseInt(escape.group(1), 16);
        return Character.isValidCodePoint(codePoint)
                ? Matcher.quoteReplacement(Character.toString(codePoint))
                : "";
    }

    private static Optional<String> status(String text) {
        Matcher status = STATUS.matcher(text);
        return status.lookingAt() ? Optional.of(status.group()) : Optional.empty();
    }

    private static String cut(String text) {
        if (text.length() <= MAX_DIAGNOSTIC) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(MAX_DIAGNOSTIC - 1));
        return text.substring(0, pair ? MAX_DIAGNOSTIC - 1 : MAX_DIAGNOSTIC);
    }

    private static Optional<String> text(HeaderBlock group, String key) {
        return group.first(key).map(HeaderField::line).filter(text -> !text.isEmpty());
    }
}
