package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryTest {
    private static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
    private static final EmailAddress ALIAS = new EmailAddress("open@relay.localhost");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias_disabled",
                "promotions_blocked",
                "sender_blocked",
                "alias_expired",
                "spam",
                "dmarc_quarantine"
            })
    void whatTheOwnersSettingsDroppedCanBeReleased(String reason) {
        assertThat(Redelivery.possible(dropped(reason, Duration.ofDays(7), true), NOW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"virus", "dmarc_reject", "forward_limit", "loop", "bounce_report"})
    void whatElseWasDroppedCannot(String reason) {
        assertRefused(
                dropped(reason, Duration.ofDays(1), true), RedeliveryRefusal.NOT_THE_OWNERS_WISH);
    }

    @Test
    void droppedMailIsHeldForSevenDaysForWhoWantsThat() {
        assertRefused(
                dropped("spam", Duration.ofDays(7).plusMillis(1), true), RedeliveryRefusal.TOO_OLD);
        assertRefused(dropped("spam", Duration.ofDays(1), false), RedeliveryRefusal.NOT_HELD);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"REJECTED", "EXPIRED"})
    void whatCouldNotBeDeliveredCanBeTriedAgainForTwoWeeks(Outcome outcome) {
        Duration twoWeeks = Duration.ofDays(14);
        assertThat(Redelivery.possible(ended(outcome, "deferred", twoWeeks), NOW)).isTrue();
        assertRefused(
                ended(outcome, "deferred", twoWeeks.plusMillis(1)), RedeliveryRefusal.TOO_OLD);
    }

    @ParameterizedTest
    @CsvSource({"FORWARDED,ARRIVED", "CONTENT_MISSING,CONTENT_LOST"})
    void whatHasArrivedOrWasLostCannot(Outcome outcome, RedeliveryRefusal why) {
        assertRefused(ended(outcome, "sent", Duration.ZERO), why);
    }

    @Test
    void whatIsOnItsWayOrHasNoAliasOrIsNoMailToOneCannot() {
        Outcome rejected = Outcome.REJECTED;
        assertRefused(mail(ALIAS, true, null, null), RedeliveryRefusal.ON_ITS_WAY);
        assertRefused(mail(null, true, rejected, "refused"), RedeliveryRefusal.WITHOUT_ALIAS);
        assertRefused(mail(ALIAS, false, rejected, "refused"), RedeliveryRefusal.NOT_INCOMING);
    }

    private static void assertRefused(PastMail mail, RedeliveryRefusal why) {
        assertThat(Redelivery.refusal(mail, NOW)).contains(why);
        assertThat(Redelivery.possible(mail, NOW)).isFalse();
    }

    private static PastMail dropped(String reason, Duration age, boolean held) {
        return mail(ALIAS, true, Outcome.DROPPED, reason, age, held);
    }

    private static PastMail ended(Outcome outcome, String reason, Duration age) {
        return mail(ALIAS, true, outcome, reason, age, false);
    }

    private static PastMail mail(
            @Nullable EmailAddress address,
            boolean incoming,
            @Nullable Outcome outcome,
            @Nullable String reason) {
        return mail(address, incoming, outcome, reason, Duration.ZERO, true);
    }

    private static PastMail mail(
            @Nullable EmailAddress address,
            boolean incoming,
            @Nullable Outcome outcome,
            @Nullable String reason,
            Duration age,
            boolean held) {
        Instant receivedAt = NOW.minus(age);
        return new PastMail(
                "ccfbd53ee03c1dc7e135f20d92c67018",
                address,
                incoming,
                outcome,
                reason,
                receivedAt,
                receivedAt,
                held,
                null);
    }
}
