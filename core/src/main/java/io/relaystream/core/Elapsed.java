package io.relaystream.core;

import java.time.Duration;
import java.time.Instant;

/// The time between moments that different machines noted.
public final class Elapsed {
    private Elapsed() {}

    /// In milliseconds; never negative, as the clocks of different machines may disagree.
    public static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }
}
