package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.http.RateLimit.Share;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(1));

    @Test
    void tellsWhatIsLeft() {
        assertThat(limit.take("ann", NOON.plusSeconds(10))).isEqualTo(new Share(2, 1, 50, false));
        assertThat(limit.take("ann", NOON.plusSeconds(59))).isEqualTo(new Share(2, 0, 1, false));
        assertThat(limit.take("ann", NOON.plusSeconds(59))).isEqualTo(new Share(2, 0, 1, true));
    }

    @Test
    void nextWindowBeginsAnew() {
        for (int i = 0; i < 3; i++) {
            limit.take("ann", NOON);
        }

        assertThat(limit.take("ann", NOON.plusSeconds(60))).isEqualTo(new Share(2, 1, 60, false));
    }

    @Test
    void everybodyHasAShareOfHisOwn() {
        for (int i = 0; i < 3; i++) {
            limit.take("ann", NOON);
        }

        assertThat(limit.take("bob", NOON).exceeded()).isFalse();
    }

    @Test
    void newcomersShareOneCountWhereThereAreTooMany() {
        for (int i = 0; i < 100_000; i++) {
            limit.take("caller " + i, NOON);
        }

        assertThat(limit.take("ann", NOON).exceeded()).isFalse();
        assertThat(limit.take("bob", NOON).exceeded()).isFalse();
        assertThat(limit.take("eve", NOON).exceeded()).isTrue();
        assertThat(limit.take("caller 7", NOON).exceeded()).isFalse();
        assertThat(limit.take("eve", NOON.plusSeconds(60)).exceeded()).isFalse();
    }
}
