package io.relaystream.processor.topology;

import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.hold.Hold;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Finds the alias of each mail. A recipient that is not in the table is held, not dropped, until
/// the table is known to be fresher than the mail.
final class Resolve implements Processor<String, InboundMail, String, Resolution> {
    private final Meters meters;
    private ProcessorContext<String, Resolution> context;
    private Table<Alias> aliases;
    private Freshness freshness;
    private Timetable<HeldMail> held;

    Resolve(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Resolution> newContext) {
        context = newContext;
        aliases = new Table<>(newContext.getStateStore(StateStores.ALIASES));
        freshness = new Freshness(newContext, meters);
        held = new Timetable<>(newContext.getStateStore(StateStores.HELD_MAILS));
        Punctuations.everySecond(newContext, this::lookAgain);
    }

    @Override
    public void process(Record<String, InboundMail> record) {
        InboundMail mail = record.value();
        Alias alias = aliases.get(mail.recipient().value());
        if (alias == null) {
            Hold hold = Hold.begin(Instant.ofEpochMilli(record.timestamp()));
            held.add(hold.due(), mail.deliveryId(), new HeldMail(mail, hold));
        } else {
            found(mail, alias, Duration.ZERO, record.timestamp());
        }
    }

    private void lookAgain(Instant now) {
        held.eachDue(now, Punctuations.LIMIT, waiting -> lookAgain(waiting, now));
    }

    private void lookAgain(HeldMail waiting, Instant now) {
        InboundMail mail = waiting.mail();
        Duration heldFor = Duration.between(waiting.hold().arrivedAt(), now);
        Alias alias = aliases.get(mail.recipient().value());
        if (alias != null) {
            found(mail, alias, heldFor, now.toEpochMilli());
            return;
        }
        switch (freshness.missed(waiting.hold(), now)) {
            case Hold.Next.Wait(Hold hold, Instant due) ->
                    held.add(due, mail.deliveryId(), new HeldMail(mail, hold));
            case Hold.Next.Absent() -> unknown(mail, DropReason.UNKNOWN_ALIAS, now, heldFor);
            case Hold.Next.Unknowable() ->
                    unknown(mail, DropReason.ALIAS_TABLE_STALE, now, heldFor);
        }
    }

    private void found(InboundMail mail, Alias alias, Duration heldFor, long timestamp) {
        Resolution found = new Resolution.Found(new ResolvedMail(mail, alias, heldFor.toMillis()));
        context.forward(new Record<>(mail.recipient().value(), found, timestamp));
    }

    private void unknown(InboundMail mail, DropReason reason, Instant now, Duration heldFor) {
        Resolution unknown = new Resolution.Unknown(mail, reason, now, heldFor);
        context.forward(new Record<>(mail.recipient().value(), unknown, now.toEpochMilli()));
    }
}
