package io.relaystream.processor.mime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A recipient whom a server has given up, as a report tells it (RFC 3464 section 2.3). Who it is
/// does not matter: our mails have one recipient, and a server may name where that mailbox really
/// lies.
///
/// @param status such as `5.1.1` (RFC 3463)
/// @param diagnostic what the recipient's server said
record FailedRecipient(Optional<String> status, Optional<String> diagnostic) {
    /// Our mails have one recipient each.
    private static final int MAX_RECIPIENTS = 10;

    private static final int MAX_DIAGNOSTIC = 500;
    private static final Pattern STATUS = Pattern.compile("[45]\\.\\d{1,3}\\.\\d{1,3}(?!\\d)");

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
                        text(group, "status").flatMap(FailedRecipient::status),
                        text(group, "diagnostic-code").map(FailedRecipient::cut)));
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
