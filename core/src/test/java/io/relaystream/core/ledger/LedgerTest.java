package io.relaystream.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.feedback.FeedbackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Every arrow of the drawing at [Ledger], and what must not move an entry.
class LedgerTest {
    private static final Duration DOUBT_WAIT = Duration.ofMinutes(3);
    private static final Instant DECIDED = Mails.ACCEPTED.plusSeconds(1);
    private static final Instant NOW = DECIDED.plusSeconds(1);
    private static final Transition IGNORED = new Transition.Ignore();
    private final Ledger ledger = new Ledger(DOUBT_WAIT, new Pseudonyms("a key of 16 char"));

    @Test
    void opensWithARequestForTheFirstAttempt() {
        Transition.Attempt opened =
                ledger.open(
                        LedgerEntries.forward(Mails.ordinary(), DECIDED, Duration.ofSeconds(7)));

        LedgerEntry entry = opened.entry();
        assertThat(entry.state()).isEqualTo(LedgerState.QUEUED);
        assertThat(entry.due()).isNull();
        assertThat(entry.heldMs()).isEqualTo(7_000);
        assertThat(entry.request())
                .isEqualTo(
                        new DeliveryRequest(
                                Mails.ordinary().deliveryId(),
                                DeliveryTask.FORWARD,
                                1,
                                "mail-1",
                                "account-1",
                                "alias-1",
                                Aliases.open().address(),
                                Accounts.active().email(),
                                Mails.ordinary().mailFrom(),
                                "relay-mail",
                                "emails/mail-1",
                                Mails.RECEIVED,
                                null,
                                false,
                                true,
                                false,
                                "en",
                                null,
                                null,
                                null,
                                false,
                                List.of(),
                                false));
    }

    @Test
    void aStartedAttemptHas60SecondsToReport() {
        LedgerEntry attempting = remembered(report(queued(), DeliveryCode.STARTED));

        assertThat(attempting.state()).isEqualTo(LedgerState.ATTEMPTING);
        assertThat(attempting.due()).isEqualTo(NOW.plusSeconds(60));
        assertThat(attempting.attempt()).isEqualTo(1);
    }

    @Test
    void aSecondStartOfTheSameAttemptBeginsTheDeadlineAnew() {
        Instant later = NOW.plusSeconds(20);

        LedgerEntry again =
                remembered(ledger.report(attempting(), outcome(1, DeliveryCode.STARTED), later));

        assertThat(again.state()).isEqualTo(LedgerState.ATTEMPTING);
        assertThat(again.due()).isEqualTo(later.plusSeconds(60));
    }

    @Test
    void aSentMailEndsForwarded() {
        CanonicalRecord record = ended(report(attempting(), DeliveryCode.SENT));

        assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(record.reason()).isEqualTo("sent");
        assertThat(record.attempts()).isEqualTo(1);
        assertThat(record.maybeDuplicate()).isFalse();
        assertThat(record.finishedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @EnumSource(LedgerState.class)
    void aReportThatTheMailWasSentEndsItInEveryState(LedgerState state) {
        assertThat(ended(report(in(state), DeliveryCode.SENT)).outcome())
                .isEqualTo(Outcome.FORWARDED);
    }

    @Test
    void aLateReportThatAnEarlierAttemptWasSentEndsIt() {
        LedgerEntry resent = requested(ledger.due(doubted(), NOW.plus(DOUBT_WAIT)));

        CanonicalRecord record = ended(report(resent, outcome(1, DeliveryCode.SENT)));

        assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(record.attempts()).isEqualTo(2);
        assertThat(record.maybeDuplicate()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FeedbackKind.class,
            names = {"SEND", "DELIVERY", "DELIVERY_DELAY", "BOUNCE", "COMPLAINT"})
    void anEventThatTellsThatTheProviderTookTheMailEndsWhatWaits(FeedbackKind kind) {
        LedgerEntry resent = requested(ledger.due(doubted(), NOW.plus(DOUBT_WAIT)));
        for (LedgerEntry entry : List.of(doubted(), waiting(), resent)) {
            CanonicalRecord record = ended(ledger.event(entry, kind, "provider-1", NOW));

            assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
            assertThat(record.reason()).isEqualTo("sent");
            assertThat(record.providerId()).isEqualTo("provider-1");
        }
    }

    @Test
    void theWorkersReportIsWaitedForWhenTheEventOvertakesIt() {
        for (LedgerEntry entry : List.of(queued(), attempting())) {
            LedgerEntry told =
                    remembered(ledger.event(entry, FeedbackKind.SEND, "provider-1", NOW));

            assertThat(told.state()).isEqualTo(entry.state());
            assertThat(ended(report(told, DeliveryCode.SENT)).outcome())
                    .isEqualTo(Outcome.FORWARDED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ANSWER", "UNREACHABLE", "REFUSED"})
    void theEventCountsWhateverElseTheWorkerReports(DeliveryCode code) {
        LedgerEntry told =
                remembered(ledger.event(attempting(), FeedbackKind.SEND, "provider-1", NOW));

        CanonicalRecord record = ended(report(told, code));

        assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(record.providerId()).isEqualTo("provider-1");
    }

    @Test
    void theEventCountsIfTheWorkerStaysSilent() {
        LedgerEntry told =
                remembered(ledger.event(attempting(), FeedbackKind.SEND, "provider-1", NOW));

        CanonicalRecord record = ended(ledger.due(told, NOW.plusSeconds(60)));

        assertThat(record.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(record.maybeDuplicate()).isFalse();
    }

    @Test
    void anEventThatTheProviderRejectedTheMailEndsItAsRejected() {
        CanonicalRecord record =
                ended(ledger.event(doubted(), FeedbackKind.REJECT, "provider-1", NOW));

        assertThat(record.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(record.reason()).isEqualTo("refused");
    }

    @Test
    void anEventAboutTemplatesWhichWeDoNotUseIsIgnored() {
        assertThat(ledger.event(doubted(), FeedbackKind.RENDERING_FAILURE, "provider-1", NOW))
                .isEqualTo(IGNORED);
    }

    @Test
    void aReportThatWasReadEndsDropped() {
        LedgerEntry report =
                LedgerEntry.readReport(
                        Mails.to("bounces+token@relay.localhost"),
                        "account-1",
                        Accounts.active().email(),
                        Circumstances.UNKNOWN,
                        DECIDED);

        CanonicalRecord record = ended(report(report, DeliveryCode.REPORT_READ));

        assertThat(record.outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(record.reason()).isEqualTo("bounce_report");
    }

    @Test
    void aReportThatIsReadAgainAfterADoubtIsNoDuplicateForAnybody() {
        LedgerEntry report =
                LedgerEntry.readReport(
                        Mails.to("bounces+token@relay.localhost"),
                        "account-1",
                        Accounts.active().email(),
                        Circumstances.UNKNOWN,
                        DECIDED);
        LedgerEntry doubted = remembered(report(report, DeliveryCode.NO_ANSWER));

        LedgerEntry again = requested(ledger.due(doubted, NOW.plus(DOUBT_WAIT)));

        assertThat(again.maybeDuplicate()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, REJECTED, refused", "CONTENT_MISSING, CONTENT_MISSING, content_missing"})
    void aFinalAnswerEndsIt(DeliveryCode code, Outcome outcome, String reason) {
        for (LedgerEntry open : List.of(queued(), attempting(), doubted())) {
            CanonicalRecord record = ended(report(open, code));

            assertThat(record.outcome()).isEqualTo(outcome);
            assertThat(record.reason()).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNREACHABLE",
                "DEFERRED",
                "THROTTLED",
                "SENDER_REFUSED",
                "STORAGE_UNAVAILABLE",
                "NOT_BEGUN",
                "REWRITE_FAILED"
            })
    void aFailureThatMayHealWaitsForTheNextAttempt(DeliveryCode code) {
        LedgerEntry waiting = remembered(report(attempting(), code));

        assertThat(waiting.state()).isEqualTo(LedgerState.WAITING);
        assertThat(waiting.due()).isEqualTo(NOW.plusSeconds(30));
        assertThat(waiting.lastCode()).isEqualTo(code);
    }

    @Test
    void aRequestThatWasNotBegunWaitsWithoutEverHavingStarted() {
        assertThat(remembered(report(queued(), DeliveryCode.NOT_BEGUN)).state())
                .isEqualTo(LedgerState.WAITING);
    }

    @Test
    void theNextAttemptAfterAFailureIsNoDuplicate() {
        LedgerEntry next = requested(ledger.due(waiting(), NOW.plusSeconds(30)));

        assertThat(next.state()).isEqualTo(LedgerState.QUEUED);
        assertThat(next.due()).isNull();
        assertThat(next.request().attempt()).isEqualTo(2);
        assertThat(next.request().maybeDuplicate()).isFalse();
    }

    @Test
    void waitsLongerAfterEachFailure() {
        List<Duration> waits = new ArrayList<>();
        LedgerEntry entry = queued();
        Instant now = NOW;
        for (int failure = 1; failure <= 7; failure++) {
            entry =
                    remembered(
                            ledger.report(entry, outcome(failure, DeliveryCode.UNREACHABLE), now));
            waits.add(wait(entry, now));
            now = now.plus(waits.getLast());
            entry = requested(ledger.due(entry, now));
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        Duration.ofHours(4),
                        Duration.ofHours(4));
    }

    @Test
    void silencePastTheDeadlineIsADoubt() {
        LedgerEntry doubted = remembered(ledger.due(attempting(), NOW.plusSeconds(60)));

        assertThat(doubted.state()).isEqualTo(LedgerState.IN_DOUBT);
        assertThat(doubted.lastCode()).isEqualTo(DeliveryCode.DEADLINE_PASSED);
        assertThat(doubted.due()).isEqualTo(NOW.plusSeconds(60).plus(DOUBT_WAIT));
    }

    @Test
    void aConnectionLostAfterTheMailWasHandedOverIsADoubt() {
        LedgerEntry doubted = remembered(report(attempting(), DeliveryCode.NO_ANSWER));

        assertThat(doubted.state()).isEqualTo(LedgerState.IN_DOUBT);
        assertThat(doubted.lastCode()).isEqualTo(DeliveryCode.NO_ANSWER);
        assertThat(doubted.due()).isEqualTo(NOW.plus(DOUBT_WAIT));
    }

    @Test
    void aDoubtfulMailIsSentAgainAndFlagged() {
        LedgerEntry resent = requested(ledger.due(doubted(), NOW.plus(DOUBT_WAIT)));

        assertThat(resent.state()).isEqualTo(LedgerState.QUEUED);
        assertThat(resent.request().attempt()).isEqualTo(2);
        assertThat(resent.request().maybeDuplicate()).isTrue();
    }

    @Test
    void theFlagStaysThroughLaterAttempts() {
        LedgerEntry resent = requested(ledger.due(doubted(), NOW.plus(DOUBT_WAIT)));
        LedgerEntry waiting = remembered(report(resent, outcome(2, DeliveryCode.DEFERRED)));
        LedgerEntry third = requested(ledger.due(waiting, NOW.plusSeconds(600)));

        assertThat(third.request().maybeDuplicate()).isTrue();
        assertThat(ended(report(third, outcome(3, DeliveryCode.SENT))).maybeDuplicate()).isTrue();
    }

    /// The worker was slow, not dead: it knows for certain that nothing was sent.
    @Test
    void aLateFailureOfTheDoubtfulAttemptDispelsTheDoubt() {
        LedgerEntry waiting = remembered(report(doubted(), DeliveryCode.UNREACHABLE));

        assertThat(waiting.state()).isEqualTo(LedgerState.WAITING);
        assertThat(requested(ledger.due(waiting, NOW.plusSeconds(30))).maybeDuplicate()).isFalse();
    }

    @Test
    void repeatedDoubtsWaitForTheProviderAndEverLonger() {
        assertThat(doubtWaits(ledger, 6))
                .containsExactly(
                        DOUBT_WAIT,
                        DOUBT_WAIT,
                        DOUBT_WAIT,
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(4));
    }

    @Test
    void withoutProviderEventsTheFirstDoubtIsResentAtOnceAndLaterOnesBackOff() {
        Ledger smtp = new Ledger(Duration.ZERO, new Pseudonyms("a key of 16 char"));

        assertThat(doubtWaits(smtp, 4))
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SENT")
    void ignoresEverythingElseAboutAnEarlierAttempt(DeliveryCode code) {
        LedgerEntry second = requested(ledger.due(doubted(), NOW.plus(DOUBT_WAIT)));

        assertThat(report(second, outcome(1, code))).isEqualTo(IGNORED);
        assertThat(report(second.attempting(NOW), outcome(1, code))).isEqualTo(IGNORED);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SENT")
    void ignoresEverythingElseOnceTheAttemptHasFailed(DeliveryCode code) {
        assertThat(report(waiting(), code)).isEqualTo(IGNORED);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "NO_ANSWER", "DEADLINE_PASSED"})
    void aDoubtIsNotDoubtedAgain(DeliveryCode code) {
        assertThat(report(doubted(), code)).isEqualTo(IGNORED);
    }

    @Test
    void timeDoesNotMoveAQueuedRequest() {
        assertThat(ledger.due(queued(), NOW.plus(Duration.ofDays(6)))).isEqualTo(IGNORED);
    }

    @Test
    void expiresWhenTheNextAttemptWouldComeAfter5Days() {
        Instant lastChance = Mails.RECEIVED.plus(Duration.ofDays(5)).minusSeconds(30);

        assertThat(remembered(reportAt(attempting(), DeliveryCode.DEFERRED, lastChance)).state())
                .isEqualTo(LedgerState.WAITING);

        CanonicalRecord record =
                ended(reportAt(attempting(), DeliveryCode.DEFERRED, lastChance.plusMillis(1)));
        assertThat(record.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(record.reason()).isEqualTo("deferred");
        assertThat(record.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"WAITING, unreachable", "IN_DOUBT, no_answer"})
    void expiresWhenItIsDueAfter5Days(LedgerState state, String reason) {
        Instant end = Mails.RECEIVED.plus(Duration.ofDays(5));

        assertThat(requested(ledger.due(in(state), end)).attempt()).isEqualTo(2);

        CanonicalRecord record = ended(ledger.due(in(state), end.plusMillis(1)));
        assertThat(record.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(record.reason()).isEqualTo(reason);
    }

    private LedgerEntry in(LedgerState state) {
        return switch (state) {
            case QUEUED -> queued();
            case ATTEMPTING -> attempting();
            case WAITING -> waiting();
            case IN_DOUBT -> doubted();
        };
    }

    private LedgerEntry queued() {
        return ledger.open(LedgerEntries.forward(Mails.ordinary(), DECIDED, Duration.ZERO)).entry();
    }

    private LedgerEntry attempting() {
        return remembered(report(queued(), DeliveryCode.STARTED));
    }

    private LedgerEntry waiting() {
        return remembered(report(attempting(), DeliveryCode.UNREACHABLE));
    }

    private LedgerEntry doubted() {
        return remembered(report(attempting(), DeliveryCode.NO_ANSWER));
    }

    private Transition report(LedgerEntry entry, DeliveryCode code) {
        return reportAt(entry, code, NOW);
    }

    private Transition report(LedgerEntry entry, DeliveryOutcome outcome) {
        return ledger.report(entry, outcome, NOW);
    }

    private Transition reportAt(LedgerEntry entry, DeliveryCode code, Instant now) {
        return ledger.report(entry, outcome(entry.attempt(), code), now);
    }

    private static DeliveryOutcome outcome(int attempt, DeliveryCode code) {
        return new DeliveryOutcome(
                Mails.ordinary().deliveryId(),
                attempt,
                "account-1",
                code,
                null,
                0,
                0,
                0,
                0,
                0,
                false);
    }

    private List<Duration> doubtWaits(Ledger doubting, int count) {
        List<Duration> waits = new ArrayList<>();
        LedgerEntry entry = queued();
        Instant now = NOW;
        for (int attempt = 1; attempt <= count; attempt++) {
            entry =
                    remembered(
                            doubting.report(entry, outcome(attempt, DeliveryCode.NO_ANSWER), now));
            waits.add(wait(entry, now));
            now = now.plus(waits.getLast());
            entry = requested(doubting.due(entry, now));
        }
        return waits;
    }

    private static Duration wait(LedgerEntry entry, Instant now) {
        assertThat(entry.due()).isNotNull();
        return Duration.between(now, entry.due());
    }

    private static LedgerEntry remembered(Transition transition) {
        assertThat(transition).isInstanceOf(Transition.Remember.class);
        return ((Transition.Remember) transition).entry();
    }

    private static LedgerEntry requested(Transition transition) {
        assertThat(transition).isInstanceOf(Transition.Attempt.class);
        return ((Transition.Attempt) transition).entry();
    }

    private static CanonicalRecord ended(Transition transition) {
        assertThat(transition).isInstanceOf(Transition.End.class);
        return ((Transition.End) transition).record();
    }
}
