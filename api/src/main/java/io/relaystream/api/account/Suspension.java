package io.relaystream.api.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Until when the operator has suspended an account.
///
/// @param until to the microsecond, as the database has it; null for no suspension
public record Suspension(@Nullable Instant until) {
    public static final Suspension NONE = new Suspension(null);

    public Suspension {
        until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
    }
}
