package io.relaystream.processor.mime;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParsePosition;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// When a mail was written (RFC 5322 section 3.3).
final class MailDate {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MAX_LENGTH = 100;

    private MailDate() {}

    /// @return empty if it cannot be read
    static Optional<Instant> read(HeaderField field) {
        String line = field.line();
        if (line.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Date date = new MailDateFormat().parse(line, new ParsePosition(0));
        return Optional.ofNullable(date)
                .map(Date::toInstant)
                .filter(instant -> instant.isAfter(FIRST) && instant.isBefore(LAST));
    }
}
