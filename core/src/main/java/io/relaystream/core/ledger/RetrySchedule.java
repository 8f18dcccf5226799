package io.relaystream.core.ledger;

import java.time.Duration;
import java.util.List;

/// How long to wait after the n-th failure: 30 s, 2 min, 10 min, 1 h, then every 4 h.
final class RetrySchedule {
    private static final List<Duration> DELAYS =
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(4));

    private RetrySchedule() {}

    /// @param failures how often it has failed so far, from 1
    static Duration after(int failures) {
        return DELAYS.get(Math.min(failures, DELAYS.size()) - 1);
    }
}
