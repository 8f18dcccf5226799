package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.metrics.Metric;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger at work: one forwarded mail, and what reports and time make of it.
class LedgerInTopologyTest {
    @TempDir Path stateDir;
    private TopologyRun run;
    private DeliveryRequest first;

    @BeforeEach
    void forwardOneMail() {
        run = new TopologyRun(stateDir);
        run.known(Accounts.active(), Aliases.open());
        run.arrives(Mails.ordinary());
        first = nextRequest();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void triesAgainOnTheScheduleUntilItIsSent() {
        run.reports(first, DeliveryCode.STARTED);
        run.reports(first, DeliveryCode.DEFERRED);

        run.passes(Duration.ofSeconds(29));
        assertThat(run.requests()).isEmpty();
        run.passes(Duration.ofSeconds(1));
        DeliveryRequest second = nextRequest();
        run.reports(second, DeliveryCode.STARTED);
        run.reports(second, DeliveryCode.UNREACHABLE);
        run.passes(Duration.ofMinutes(2));
        DeliveryRequest third = nextRequest();
        run.reports(third, DeliveryCode.SENT);

        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.maybeDuplicate()).isFalse();
        assertEnded(Outcome.FORWARDED, "sent", 3, false);
    }

    @Test
    void endsWhatTheProviderRefuses() {
        run.reports(first, DeliveryCode.STARTED);
        run.reports(first, DeliveryCode.REFUSED);

        assertEnded(Outcome.REJECTED, "refused", 1, false);
    }

    @Test
    void endsWhatTheStoreHasLost() {
        run.reports(first, DeliveryCode.STARTED);
        run.reports(first, DeliveryCode.CONTENT_MISSING);

        assertEnded(Outcome.CONTENT_MISSING, "content_missing", 1, false);
    }

    @Test
    void sendsAgainFlaggedWhenAStartedAttemptNeverReports() {
        run.reports(first, DeliveryCode.STARTED);

        run.passes(Duration.ofSeconds(60));
        run.passes(TopologyRun.DOUBT_WAIT);
        DeliveryRequest second = nextRequest();
        run.reports(second, DeliveryCode.SENT);

        assertThat(second.maybeDuplicate()).isTrue();
        assertEnded(Outcome.FORWARDED, "sent", 2, true);
    }

    @Test
    void doesNotSendAgainWhenTheLateReportArrivesDuringTheDoubt() {
        run.reports(first, DeliveryCode.STARTED);
        run.passes(Duration.ofSeconds(60));

        run.reports(first, DeliveryCode.SENT);
        run.passes(TopologyRun.DOUBT_WAIT);

        assertThat(run.requests()).isEmpty();
        assertEnded(Outcome.FORWARDED, "sent", 1, false);
    }

    @Test
    void leavesAQueuedRequestAloneHoweverLongTheQueueIs() {
        run.passes(Duration.ofDays(1));

        assertThat(run.requests()).isEmpty();
        assertThat(run.endings()).isEmpty();
    }

    @Test
    void takesARequestThatTwoWorkersStarted() {
        run.reports(first, DeliveryCode.STARTED);
        run.passes(Duration.ofSeconds(30));
        run.reports(first, DeliveryCode.STARTED);
        run.passes(Duration.ofSeconds(45));

        run.reports(first, DeliveryCode.SENT);

        assertThat(run.requests()).isEmpty();
        assertEnded(Outcome.FORWARDED, "sent", 1, false);
    }

    @Test
    void expiresAfterFiveDays() {
        run.reports(first, DeliveryCode.DEFERRED);
        DeliveryRequest last = first;
        for (Duration passed = Duration.ZERO;
                passed.compareTo(Duration.ofDays(6)) < 0;
                passed = passed.plusHours(1)) {
            run.passes(Duration.ofHours(1));
            for (DeliveryRequest request : run.requests()) {
                last = request;
                run.reports(request, DeliveryCode.DEFERRED);
            }
        }

        assertEnded(Outcome.EXPIRED, "deferred", last.attempt(), false);
        assertThat(last.attempt()).isBetween(30, 40);
    }

    @Test
    void ignoresWhatComesAfterTheEnd() {
        run.reports(first, DeliveryCode.SENT);
        run.endings();

        run.reports(first, DeliveryCode.SENT);
        run.reports(first, DeliveryCode.DEFERRED);
        run.passes(Duration.ofDays(1));

        assertThat(run.endings()).isEmpty();
        assertThat(run.requests()).isEmpty();
    }

    @Test
    void showsHowManyMailsAreWhere() {
        assertThat(inFlight("queued")).isEqualTo(1);

        run.reports(first, DeliveryCode.STARTED);
        assertThat(inFlight("queued")).isZero();
        assertThat(inFlight("attempting")).isEqualTo(1);

        run.reports(first, DeliveryCode.SENT);
        assertThat(inFlight("attempting")).isZero();
    }

    private double inFlight(String state) {
        return run.metrics.get(Metric.LEDGER_ENTRIES.id()).tag("state", state).gauge().value();
    }

    private DeliveryRequest nextRequest() {
        return assertThat(run.requests()).singleElement().actual();
    }

    private void assertEnded(Outcome outcome, String reason, int attempts, boolean duplicate) {
        CanonicalRecord ending = assertThat(run.endings()).singleElement().actual();
        assertThat(ending.outcome()).isEqualTo(outcome);
        assertThat(ending.reason()).isEqualTo(reason);
        assertThat(ending.attempts()).isEqualTo(attempts);
        assertThat(ending.maybeDuplicate()).isEqualTo(duplicate);
    }
}
