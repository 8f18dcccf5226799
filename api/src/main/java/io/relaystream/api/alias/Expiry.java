package io.relaystream.api.alias;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// When an alias stops taking mail.
///
/// @param at to the microsecond, as the database has it; null for never
public record Expiry(@Nullable Instant at) {
    public static final Expiry NEVER = new Expiry(null);

    public Expiry {
        at = at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
    }
}
