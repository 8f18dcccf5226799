package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void firstRestartIsDueAtOnce() {
        assertThat(RestartBackoff.fresh().allows(NOW)).isTrue();
    }

    @Test
    void pausesDoubleUpToAMinute() {
        List<Long> pauses = new ArrayList<>();
        RestartBackoff backoff = RestartBackoff.fresh();
        for (int i = 0; i < 8; i++) {
            backoff = backoff.restarted(NOW);
            pauses.add(Duration.between(NOW, backoff.notBefore()).toSeconds());
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void shortRunBetweenTwoFailuresDoesNotCount() {
        RestartBackoff backoff = RestartBackoff.fresh().restarted(NOW);

        assertThat(backoff.running(NOW.plusSeconds(30)).allows(NOW.plusSeconds(1))).isFalse();
    }

    @Test
    void startsOverAfterAMinuteOfRunning() {
        RestartBackoff backoff = RestartBackoff.fresh().restarted(NOW);

        assertThat(backoff.running(NOW.plusSeconds(63))).isEqualTo(RestartBackoff.fresh());
    }
}
