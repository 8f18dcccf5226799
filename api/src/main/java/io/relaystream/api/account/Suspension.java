package io.relaystream.api.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Until when the operator has suspended an account.
///
/// @param until to the microsecond, as the database has it; null for no suspension
/// @param reason what the owner is told; null if nothing
public record Suspension(@Nullable Instant until, @Nullable String reason) {
    public static final Suspension NONE = new Suspension(null, null);

    private static final int MAX_REASON = 200;

    public Suspension {
        until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    }

    /// @throws IllegalArgumentException if it is too long, or more than a line
    public static String reason(String text) {
        return OneLine.parse(text, MAX_REASON);
    }
}
