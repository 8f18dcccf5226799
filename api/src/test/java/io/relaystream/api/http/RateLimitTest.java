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
    void whatIsGivenBackIsLeft() {
        limit.take("ann", NOON);
        limit.giveBack("ann", NOON);
        limit.giveBack("bob", NOON);

        assertThat(limit.take("ann", NOON).remaining()).isEqualTo(1);
        assertThat(limit.take("bob", NOON).remaining()).isEqualTo(1);
    }

    @Test
    void whatWasTakenInAnotherWindowIsNotGivenBack() {
        limit.take("ann", NOON);
        limit.take("ann", NOON.plusSeconds(60));
        limit.giveBack("ann", NOON);

        assertThat(limit.take("ann", NOON.plusSeconds(60)).remaining()).isZero();
    }

    @Test
    void knowsWhoHasComeAndWhoseShareIsUsedUp() {
        limit.take("ann", NOON);

        assertThat(limit.knows("ann", NOON)).isTrue();
        assertThat(limit.knows("bob", NOON)).isFalse();
        assertThat(limit.isUsedUp("ann", NOON)).isFalse();

        limit.take("ann", NOON);

        assertThat(limit.isUsedUp("ann", NOON)).isTrue();
        assertThat(limit.isUsedUp("ann", NOON.plusSeconds(60))).isFalse();
        assertThat(limit.knows("ann", NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void oneNewcomerDoesNotUseUpTheShareOfAllWhereThereAreTooMany() {
        crowd();
        for (int i = 0; i < 3; i++) {
            limit.take("ann", NOON);
        }

        assertThat(limit.take("ann", NOON).exceeded()).isTrue();
        assertThat(limit.take("bob", NOON).exceeded()).isFalse();
        assertThat(limit.take("caller 7", NOON).exceeded()).isFalse();
        assertThat(limit.take("ann", NOON.plusSeconds(60)).exceeded()).isFalse();
    }

    @Test
    void newcomersShareCountsWhereThereAreTooMany() {
        crowd();
        int refused = 0;
        for (int i = 0; i < 3 * 65_536; i++) {
            refused += limit.take("newcomer " + i, NOON).exceeded() ? 1 : 0;
        }

        assertThat(refused).isGreaterThanOrEqualTo(65_536);
    }

    private void crowd() {
        for (int i = 0; i < 100_000; i++) {
            limit.take("caller " + i, NOON);
        }
    }
}
