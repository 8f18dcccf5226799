package io.relaystream.api.projector;

import io.relaystream.platform.service.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How the projector gets on: written by it, read by health check and metric.
public final class Progress {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final InstantSource clock;
    private volatile Instant lastPass;
    private volatile long lag;

    public Progress(InstantSource clock) {
        this.clock = clock;
        this.lastPass = clock.instant();
    }

    /// Topics were asked and what they gave, if anything, was carried out.
    public void passed() {
        lastPass = clock.instant();
    }

    /// @param records that are yet to be read
    public void behind(long records) {
        lag = records;
    }

    public long lag() {
        return lag;
    }

    public HealthCheck check() {
        return new HealthCheck("projector", this::problem);
    }

    private Optional<String> problem() {
        Duration age = Duration.between(lastPass, clock.instant());
        return age.compareTo(LIMIT) <= 0
                ? Optional.empty()
                : Optional.of(
                        "the last pass must be younger than %d s, was %d s ago: see the log"
                                .formatted(LIMIT.toSeconds(), age.toSeconds()));
    }
}
