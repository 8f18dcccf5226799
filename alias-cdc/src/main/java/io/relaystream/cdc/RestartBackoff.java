package io.relaystream.cdc;

import java.time.Duration;
import java.time.Instant;

/// When a failed connector may be restarted: at once, then after 2, 4, 8 ... seconds, at most every
/// minute. After a minute of running it starts over.
///
/// @param restarts since it last ran for a minute
/// @param notBefore when the next one is due
record RestartBackoff(int restarts, Instant notBefore) {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    static RestartBackoff fresh() {
        return new RestartBackoff(0, Instant.MIN);
    }

    boolean allows(Instant now) {
        return !now.isBefore(notBefore);
    }

    RestartBackoff restarted(Instant now) {
        Duration delay = Duration.ofSeconds(1L << Math.min(restarts + 1, DOUBLINGS));
        return new RestartBackoff(
                restarts + 1, now.plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST));
    }

    RestartBackoff running(Instant now) {
        return restarts > 0 && now.isAfter(notBefore.plus(LONGEST)) ? fresh() : this;
    }
}
