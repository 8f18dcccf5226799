package io.relaystream.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final DailyLimits TWO = new DailyLimits(2, 100, 2, 2);

    @Test
    void countsWhatIsUsedOnAUtcDay() {
        Standing standing =
                Standing.NEW
                        .forwarding(NOON, DailyLimits.STANDARD)
                        .forwarded(4_096, NOON, DailyLimits.STANDARD)
                        .replied(NOON, DailyLimits.STANDARD)
                        .aliasMade(NOON, DailyLimits.STANDARD);

        assertThat(standing)
                .isEqualTo(
                        new Standing(
                                LocalDate.parse("2026-01-05"),
                                1,
                                4_096,
                                1,
                                1,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0));
    }

    @Test
    void beginsAnewWithTheNextDay() {
        Standing next =
                Standing.NEW
                        .forwarding(Instant.parse("2026-01-05T23:59:59.999Z"), TWO)
                        .forwarding(Instant.parse("2026-01-06T00:00:00Z"), TWO);

        assertThat(next.day()).isEqualTo("2026-01-06");
        assertThat(next.forwarded()).isEqualTo(1);
        assertThat(next.forwardLimitUntil()).isNull();
    }

    @Test
    void countsWhatComesLateForTheNewerDay() {
        Standing standing =
                Standing.NEW
                        .forwarding(NOON.plus(DAY), DailyLimits.STANDARD)
                        .forwarding(NOON, DailyLimits.STANDARD);

        assertThat(standing.day()).isEqualTo("2026-01-06");
        assertThat(standing.forwarded()).isEqualTo(2);
    }

    @Test
    void endsEachUseForADayWhenItsLimitIsReached() {
        Standing before = Standing.NEW.forwarding(NOON, TWO);

        assertThat(before.forwardLimitUntil()).isNull();
        assertThat(before.forwarding(NOON, TWO).forwardLimitUntil()).isEqualTo(NOON.plus(DAY));
        assertThat(Standing.NEW.forwarded(100, NOON, TWO).byteLimitUntil())
                .isEqualTo(NOON.plus(DAY));
        assertThat(Standing.NEW.replied(NOON, TWO).replied(NOON, TWO).replyLimitUntil())
                .isEqualTo(NOON.plus(DAY));
        assertThat(Standing.NEW.aliasMade(NOON, TWO).aliasMade(NOON, TWO).aliasLimitUntil())
                .isEqualTo(NOON.plus(DAY));
    }

    @Test
    void isNotProlongedByWhatStillEndsOnTheWay() {
        Standing reached = Standing.NEW.forwarded(100, NOON, TWO);

        Standing later = reached.forwarded(100, NOON.plus(Duration.ofHours(1)), TWO);

        assertThat(later.byteLimitUntil()).isEqualTo(NOON.plus(DAY));
        assertThat(later.forwardedBytes()).isEqualTo(200);
    }

    @Test
    void tellsWhichLimitsWereReachedSinceThen() {
        Standing before = Standing.NEW.forwarding(NOON, TWO).aliasMade(NOON, TWO);
        Standing after = before.forwarding(NOON, TWO).aliasMade(NOON, TWO);

        assertThat(after.limitsReachedSince(before))
                .containsExactly(
                        AccountEventKind.FORWARD_LIMIT_REACHED,
                        AccountEventKind.ALIAS_LIMIT_REACHED);
        assertThat(after.forwarding(NOON, TWO).limitsReachedSince(after)).isEmpty();
    }

    @Test
    void pausesForThirtyDaysOrForOne() {
        Standing standing = Standing.NEW.hardBounce("mailbox", NOON).softBounce("mailbox", NOON);

        assertThat(standing.hardBounceUntil()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        assertThat(standing.softBounceUntil()).isEqualTo(NOON.plus(DAY));
        assertThat(standing.bouncedMailbox()).isEqualTo("mailbox");
        assertThat(standing.withoutPauses()).isEqualTo(Standing.NEW);
    }

    @Test
    void isNotPausedForLessByAnOlderBounce() {
        Standing standing =
                Standing.NEW.softBounce("mailbox", NOON).softBounce("mailbox", NOON.minus(DAY));

        assertThat(standing.softBounceUntil()).isEqualTo(NOON.plus(DAY));
    }

    @Test
    void countsComplaintsAndKeepsAllElse() {
        Standing before = Standing.NEW.forwarding(NOON, TWO).hardBounce("mailbox", NOON);

        Standing after = before.complained();

        assertThat(after.complaints()).isEqualTo(1);
        assertThat(after.forwarded()).isEqualTo(1);
        assertThat(after.hardBounceUntil()).isEqualTo(before.hardBounceUntil());
    }
}
