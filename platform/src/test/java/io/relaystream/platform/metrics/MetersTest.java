package io.relaystream.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.ledger.LedgerState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    @Test
    void countsByTheCodesOfItsTags() {
        meters.count(Metric.MAILS_FINISHED, Outcome.DROPPED, DropReason.SPAM);
        meters.count(Metric.MAILS_FINISHED, Outcome.DROPPED, DropReason.SPAM);
        meters.count(Metric.MAILS_FINISHED, Outcome.DROPPED, DropReason.DMARC_REJECT);

        assertThat(
                        registry.get("relay.mails.finished")
                                .tag("outcome", "dropped")
                                .tag("reason", "spam")
                                .counter()
                                .count())
                .isEqualTo(2);
        assertThat(registry.get("relay.mails.finished").counters()).hasSize(2);
    }

    @Test
    void timesCalls() {
        meters.time(Metric.S3_GET, Duration.ofMillis(30), CallOutcome.NOT_FOUND);

        Timer timer = registry.get("relay.s3.get").tag("outcome", "not_found").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
        assertThat(timer.getId().getDescription()).isEqualTo(Metric.S3_GET.meaning());
    }

    @Test
    void asksAGaugeAtEachLook() {
        AtomicInteger inFlight = new AtomicInteger(3);

        meters.gauge(Metric.LEDGER_ENTRIES, inFlight::get, LedgerState.WAITING);

        assertThat(registry.get("relay.ledger.entries").tag("state", "waiting").gauge().value())
                .isEqualTo(3);
        inFlight.set(4);
        assertThat(registry.get("relay.ledger.entries").gauge().value()).isEqualTo(4);
    }

    @Test
    void refusesTheWrongNumberOfTags() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.count(Metric.MAILS_FINISHED, Outcome.DROPPED))
                .withMessage("MAILS_FINISHED must have the tags [outcome, reason], got 1 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.gauge(Metric.LEDGER_ENTRIES, () -> 1))
                .withMessage("LEDGER_ENTRIES must have the tags [state], got 0 values");
    }

    @Test
    void refusesToUseAMetricAsAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.count(Metric.S3_GET, CallOutcome.OK))
                .withMessage("S3_GET must be used as a TIMER, got used as a COUNTER");
    }
}
