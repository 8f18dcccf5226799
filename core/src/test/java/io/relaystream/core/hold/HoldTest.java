package io.relaystream.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final Instant ARRIVED = Instant.parse("2026-01-05T12:00:00Z");
    private static final @Nullable Instant NEVER = null;

    @Test
    void asksAgainAfter5And30And120SecondsAndThenEvery120() {
        List<Long> looks = looks(ARRIVED, Duration.ofMinutes(10));

        assertThat(looks).containsExactly(5L, 30L, 120L, 240L, 360L, 480L, 600L);
    }

    @Test
    void trustsAbsenceOnlyAfterTheTablesHadTimeToSettle() {
        // Given
        Instant now = ARRIVED.plusSeconds(5);
        Instant fresh = ARRIVED.plusSeconds(4);

        // When
        Hold.Next first = Hold.begin(ARRIVED).missed(now, fresh);

        // Then
        Hold settling = new Hold(ARRIVED, 1, true);
        assertThat(first).isEqualTo(new Hold.Next.Wait(settling, now.plus(Hold.SETTLE)));
        assertThat(settling.missed(now.plus(Hold.SETTLE), fresh)).isEqualTo(new Hold.Next.Absent());
    }

    @Test
    void takesAHeartbeatForFreshOnlyFromTheMarginOn() {
        Instant now = ARRIVED.plusSeconds(30);
        Instant enough = ARRIVED.plus(Hold.MARGIN);

        assertThat(isFresh(Hold.begin(ARRIVED).missed(now, enough))).isTrue();
        assertThat(isFresh(Hold.begin(ARRIVED).missed(now, enough.minusNanos(1)))).isFalse();
        assertThat(isFresh(Hold.begin(ARRIVED).missed(now, NEVER))).isFalse();
    }

    @Test
    void givesUpAfterAnHourOfStaleTables() {
        List<Long> looks = looks(ARRIVED, Duration.ofHours(2));

        assertThat(looks.getLast()).isEqualTo(3600);
    }

    @Test
    void tablesThatBecomeFreshInTheLastMomentStillCount() {
        Hold last = lastHold();

        assertThat(isFresh(last.missed(ARRIVED.plus(Hold.LIMIT), ARRIVED.plusSeconds(3000))))
                .isTrue();
    }

    /// Whoever was down for longer than the limit has not looked at all: the tables get a chance.
    @Test
    void looksManyTimesBeforeItGivesUpEvenIfTheProcessWasDownForDays() {
        Instant restart = ARRIVED.plus(Duration.ofDays(2));

        List<Long> looks = looks(restart, Duration.ofDays(3));

        assertThat(looks).hasSize(32);
        assertThat(looks.getLast() - looks.getFirst()).isEqualTo(31 * Hold.SETTLE.toSeconds());
    }

    @Test
    void catchesUpWithItsScheduleAfterADelay() {
        Instant now = ARRIVED.plusSeconds(60);

        Hold.Next first = Hold.begin(ARRIVED).missed(now, NEVER);
        Hold.Next second = held(first).missed(now.plusSeconds(2), NEVER);

        assertThat(due(first)).isEqualTo(now.plus(Hold.SETTLE));
        assertThat(due(second)).isEqualTo(ARRIVED.plusSeconds(120));
    }

    /// Looks at tables that stay stale.
    ///
    /// @return the seconds from the arrival to each look
    private static List<Long> looks(Instant notBefore, Duration until) {
        List<Long> looks = new ArrayList<>();
        Hold hold = Hold.begin(ARRIVED);
        Instant now = hold.due().isAfter(notBefore) ? hold.due() : notBefore;
        while (!now.isAfter(ARRIVED.plus(until))) {
            looks.add(Duration.between(ARRIVED, now).toSeconds());
            if (!(hold.missed(now, ARRIVED) instanceof Hold.Next.Wait(Hold next, Instant due))) {
                assertThat(hold.missed(now, ARRIVED)).isEqualTo(new Hold.Next.Unknowable());
                return looks;
            }
            assertThat(due).isAfter(now);
            hold = next;
            now = due;
        }
        return looks;
    }

    private static Hold lastHold() {
        Hold hold = Hold.begin(ARRIVED);
        while (hold.due().isBefore(ARRIVED.plus(Hold.LIMIT))) {
            hold = held(hold.missed(hold.due(), NEVER));
        }
        return hold;
    }

    private static boolean isFresh(Hold.Next next) {
        return held(next).fresh();
    }

    private static Hold held(Hold.Next next) {
        assertThat(next).isInstanceOf(Hold.Next.Wait.class);
        return ((Hold.Next.Wait) next).hold();
    }

    private static Instant due(Hold.Next next) {
        assertThat(next).isInstanceOf(Hold.Next.Wait.class);
        return ((Hold.Next.Wait) next).due();
    }
}
