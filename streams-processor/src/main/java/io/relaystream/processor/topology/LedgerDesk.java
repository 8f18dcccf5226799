package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.Reply;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Does what a [Transition] says: remembers and emits in one transaction.
record LedgerDesk(
        Ledger ledger,
        LedgerStore store,
        AccountDesk accounts,
        StatsDesk stats,
        NoticeDesk notices,
        Meters meters) {

    static LedgerDesk of(
            ForwardingTopology.Setup setup,
            LedgerGauges gauges,
            ProcessorContext<?, ?> context,
            Meters meters) {
        return new LedgerDesk(
                setup.ledger(),
                new LedgerStore(context, gauges),
                new AccountDesk(setup, context, meters),
                new StatsDesk(context, setup.pseudonyms()),
                new NoticeDesk(context),
                meters);
    }

    /// @param entry the entry that the transition is about
    /// @return what leaves the topology
    List<Emission> apply(LedgerEntry entry, Transition transition, Instant now) {
        return switch (transition) {
            case Transition.Remember(LedgerEntry next) -> {
                count(Step.REMEMBER);
                store.put(next);
                yield next.state().waits() ? List.of(logged(next, now)) : List.of();
            }
            case Transition.Attempt(LedgerEntry next) -> {
                count(Step.ATTEMPT);
                store.put(next);
                yield List.of(new Emission.Request(next.request()), logged(next, now));
            }
            case Transition.End(var ending) -> {
                count(Step.END);
                store.remove(entry);
                yield end(entry, ending, now);
            }
            case Transition.Ignore() -> {
                count(Step.IGNORE);
                yield List.of();
            }
        };
    }

    /// Tells an owner something, once for each cause.
    List<Emission> tell(NoticeKind kind, NoticeDesk.About about, String cause, Instant now) {
        return notices.once(kind, about, cause, now)
                .map(notice -> apply(notice, ledger.open(notice), now))
                .orElseGet(List::of);
    }

    /// Only what came in for an alias, and replies from it, count as its mail.
    private List<Emission> end(LedgerEntry entry, CanonicalRecord ending, Instant now) {
        List<Emission> emissions = new ArrayList<>();
        emissions.add(Emission.ended(ending, meters));
        String aliasId = entry.aliasId();
        Reply reply = entry.reply();
        String account = entry.accountId();
        if (entry.task() == DeliveryTask.FORWARD && aliasId != null) {
            emissions.addAll(stats.ended(account, aliasId, entry.mail().mailbox(), ending));
            long bytes = ending.outcome() == Outcome.FORWARDED ? ending.sizeBytes() : 0;
            emissions.addAll(accounts.forwarded(account, bytes, now));
        } else if (reply != null && aliasId != null) {
            emissions.addAll(stats.ended(account, aliasId, reply.alias(), ending));
            if (ending.outcome() != Outcome.FORWARDED) {
                emissions.addAll(notSent(entry, aliasId, reply, ending, now));
            }
        }
        return emissions;
    }

    /// One mail may have been for several correspondents: the owner is told once.
    private List<Emission> notSent(
            LedgerEntry entry, String aliasId, Reply reply, CanonicalRecord ending, Instant now) {
        NoticeKind kind =
                ending.reasonCode() == DeliveryCode.REPLY_SEALED
                        ? NoticeKind.REPLY_SEALED
                        : NoticeKind.REPLY_UNDELIVERED;
        NoticeDesk.About about =
                new NoticeDesk.About(
                        entry.accountId(),
                        aliasId,
                        reply.alias(),
                        reply.owner(),
                        entry.preferences().locale());
        return tell(kind, about, entry.mail().messageId(), now);
    }

    private static Emission logged(LedgerEntry entry, Instant now) {
        return new Emission.Logged(LoggedMail.inFlight(entry, now));
    }

    private void count(Step step) {
        meters.count(Metric.LEDGER_TRANSITIONS, step);
    }

    private enum Step implements Code {
        REMEMBER,
        ATTEMPT,
        END,
        IGNORE
    }
}
