package io.relaystream.api.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When to post again what was not taken.
///
/// @param pauses after the first attempt, after the second, and so on; no attempt follows the last
public record RetryTimes(List<Duration> pauses) {
    public static final RetryTimes STANDARD =
            new RetryTimes(
                    List.of(
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(6)));

    public RetryTimes {
        pauses = List.copyOf(pauses);
    }

    /// @param attempts that were made
    /// @return empty if that is enough
    public Optional<Duration> pauseAfter(int attempts) {
        return attempts <= pauses.size() ? Optional.of(pauses.get(attempts - 1)) : Optional.empty();
    }
}
