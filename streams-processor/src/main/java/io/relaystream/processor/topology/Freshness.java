package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.account.Account;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.hold.Hold;
import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// How fresh the tables are known to be, and what that means for a held mail.
final class Freshness {
    private final Table<CdcHeartbeat> heartbeats;
    private final Meters meters;

    Freshness(ProcessorContext<?, ?> context, Meters meters) {
        this.heartbeats = new Table<>(context.getStateStore(StateStores.FRESHNESS));
        this.meters = meters;
    }

    /// What follows from another look at the tables that found nothing.
    Hold.Next missed(Hold hold, Instant now) {
        Hold.Next next = hold.missed(now, freshAsOf());
        meters.count(Metric.MAILS_HELD, step(next));
        return next;
    }

    /// How things stand now, for the record.
    Circumstances circumstances(@Nullable Alias alias, @Nullable Account account, Instant now) {
        return Circumstances.of(alias, account, freshAsOf(), now);
    }

    private @Nullable Instant freshAsOf() {
        CdcHeartbeat newest = heartbeats.get(CdcHeartbeat.KEY);
        return newest == null ? null : newest.beatAt();
    }

    private static Step step(Hold.Next next) {
        return switch (next) {
            case Hold.Next.Wait _ -> Step.WAIT;
            case Hold.Next.Absent _ -> Step.ABSENT;
            case Hold.Next.Unknowable _ -> Step.UNKNOWABLE;
        };
    }

    private enum Step implements Code {
        WAIT,
        ABSENT,
        UNKNOWABLE
    }
}
