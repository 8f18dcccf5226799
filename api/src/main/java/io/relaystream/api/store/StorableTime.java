package io.relaystream.api.store;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// A time that databases and programs know: from 1970 to the year 9999.
public final class StorableTime {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private StorableTime() {}

    /// @throws IllegalArgumentException if the text is no instant, or none of our time
    public static Instant parse(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (is(instant)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // answered below, like one of another time
        }
        throw new IllegalArgumentException("must be an instant such as 2026-01-05T12:00:00Z");
    }

    public static boolean is(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST);
    }
}
