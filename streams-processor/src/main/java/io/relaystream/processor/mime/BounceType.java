package io.relaystream.processor.mime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Why a server did not deliver a mail, in the words that Amazon SES has for it ("Bounce types").
///
/// The status tells (RFC 3463). Some servers write `5.0.0` whatever happened: then the answer that
/// they quote tells more. What nothing is known about may pass, and is `Transient`.
///
/// @param type `Permanent` or `Transient`
record BounceType(String type, String subType) {
    private static final String MAILBOX_FULL = "MailboxFull";

    /// Where an answer may begin: elsewhere stand the versions and addresses of servers.
    private static final String ANSWER = "(?:^|[;:])\\s*";

    private static final Pattern STATUS =
            Pattern.compile(ANSWER + "(?:[45]\\d\\d[ -])?([45]\\.\\d{1,3}\\.\\d{1,3})(?!\\.?\\d)");

    private static final Pattern REPLY = Pattern.compile(ANSWER + "([45])\\d\\d(?:[ -]|$)");

    /// The first row that fits counts.
    private static final List<Row> ROWS =
            List.of(
                    row("[45]\\.2\\.2", "", MAILBOX_FULL),
                    row("[45]\\.(2\\.3|3\\.4)", "", "MessageTooLarge"),
                    row("[45]\\.[67]\\.\\d+", "", "ContentRejected"),
                    vague(
                            "quota|mailbox[^.]{0,20} full|mailbox size|insufficient storage",
                            MAILBOX_FULL),
                    vague(
                            "552.*(size|large|big)|message[^.]{0,20} too (large|big)",
                            "MessageTooLarge"),
                    vague("spam|unsolicited|virus|malware|policy|dmarc", "ContentRejected"),
                    row("", "", "Undetermined"),
                    row(".*", "", "General"));

    /// @param status matches the whole status; there may be none
    /// @param text is found in the diagnosis
    private record Row(Pattern status, Pattern text, String subType) {}

    /// @param status such as `5.1.1`, if there is one
    /// @param diagnostic what the server said; may be blank
    static BounceType of(Optional<String> status, String diagnostic) {
        String text = diagnostic.toLowerCase(Locale.ROOT);
        String telling = telling(status, text);
        String subType = subType(telling, text);
        boolean permanent = telling.startsWith("5") && !subType.equals(MAILBOX_FULL);
        return new BounceType(permanent ? "Permanent" : "Transient", subType);
    }

    /// The status that tells most; what may pass is never turned into what is permanent.
    ///
    /// @return empty if there is none
    private static String telling(Optional<String> status, String text) {
        return Stream.of(
                        status.filter(s -> s.startsWith("4") || !s.endsWith(".0")),
                        STATUS.matcher(text).results().map(said -> said.group(1)).findFirst(),
                        REPLY.matcher(text)
                                .results()
                                .map(said -> said.group(1) + ".0.0")
                                .findFirst(),
                        status)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private static String subType(String status, String text) {
        return ROWS.stream()
                .filter(
                        row ->
                                row.status.matcher(status).matches()
                                        && row.text.matcher(text).find())
                .findFirst()
                .orElseThrow()
                .subType;
    }

    private static Row row(String status, String text, String subType) {
        return new Row(Pattern.compile(status), Pattern.compile(text), subType);
    }

    /// For a status without detail, and for none.
    private static Row vague(String text, String subType) {
        return row("([45]\\.\\d+\\.0)?", text, subType);
    }
}
