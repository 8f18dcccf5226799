package io.relaystream.api.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-05T12:00:00Z"));
    private final Progress progress = new Progress(now::get);

    @Test
    void isWellForHalfAMinuteAfterAPass() throws Exception {
        wait(20);
        progress.passed();

        wait(30);
        assertThat(progress.check().probe().problem()).isEmpty();

        wait(1);
        assertThat(progress.check().probe().problem())
                .contains("the last pass must be younger than 30 s, was 31 s ago: see the log");
    }

    @Test
    void remembersHowFarItIsBehind() {
        assertThat(progress.lag()).isZero();

        progress.behind(7);

        assertThat(progress.lag()).isEqualTo(7);
    }

    private void wait(int seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }
}
