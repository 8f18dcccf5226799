package io.relaystream.api.statistics;

import io.relaystream.core.Code;
import java.time.Duration;
import java.time.Instant;

/// How fine statistics are; days are those of UTC.
public enum Per implements Code {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration step;

    Per(Duration step) {
        this.step = step;
    }

    public Duration step() {
        return step;
    }

    /// The beginning of the hour or day that an instant is in.
    public Instant begin(Instant at) {
        return Instant.ofEpochSecond(
                Math.floorDiv(at.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }
}
