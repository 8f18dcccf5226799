package io.relaystream.processor.topology;

import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.hold.Hold;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Finds out whose each mail is. A recipient that the tables do not have is held, not dropped,
/// until they are known to be fresher than the mail. What concerns an account is decided there, so
/// that its owner sees it; the rest ends here.
final class Resolve implements Processor<String, InboundMail, String, Resolution> {
    private final ForwardingTopology.Setup setup;
    private final ForwardingPolicy policy;
    private final Meters meters;
    private ProcessorContext<String, Resolution> context;
    private Recipients recipients;
    private Freshness freshness;
    private Timetable<HeldMail> held;

    Resolve(ForwardingTopology.Setup setup, Meters meters) {
        this.setup = setup;
        this.policy = setup.policy();
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Resolution> newContext) {
        context = newContext;
        recipients = new Recipients(setup, newContext);
        freshness = new Freshness(newContext, meters);
        held = new Timetable<>(newContext.getStateStore(StateStores.HELD_MAILS));
        Punctuations.everySecond(newContext, this::lookAgain);
    }

    @Override
    public void process(Record<String, InboundMail> record) {
        InboundMail mail = record.value();
        Instant now = Instant.ofEpochMilli(record.timestamp());
        Recipient recipient = recipients.find(mail.recipient(), now);
        if (maybeOnItsWay(mail, recipient, now)) {
            Hold hold = Hold.begin(now);
            held.add(hold.due(), mail.deliveryId(), new HeldMail(mail, hold));
        } else {
            settle(mail, recipient, Duration.ZERO, now);
        }
    }

    private void lookAgain(Instant now) {
        held.eachDue(now, Punctuations.LIMIT, waiting -> lookAgain(waiting, now));
    }

    private void lookAgain(HeldMail waiting, Instant now) {
        InboundMail mail = waiting.mail();
        Duration heldFor = Duration.between(waiting.hold().arrivedAt(), now);
        Recipient recipient = recipients.find(mail.recipient(), now);
        if (!maybeOnItsWay(mail, recipient, now)) {
            settle(mail, recipient, heldFor, now);
            return;
        }
        switch (freshness.missed(waiting.hold(), now)) {
            case Hold.Next.Wait(Hold hold, Instant due) ->
                    held.add(due, mail.deliveryId(), new HeldMail(mail, hold));
            case Hold.Next.Absent() -> settle(mail, recipient, heldFor, now);
            case Hold.Next.Unknowable() -> settle(mail, Nobody.UNKNOWABLE, heldFor, now);
        }
    }

    /// Whether a row that the mail needs may not have come through yet.
    private boolean maybeOnItsWay(InboundMail mail, Recipient recipient, Instant now) {
        return turnAway(mail, recipient, now)
                .map(Decision.Drop::reason)
                .filter(DropReason::speaksOfAbsence)
                .isPresent();
    }

    private void settle(InboundMail mail, Recipient recipient, Duration heldFor, Instant now) {
        Resolution resolution =
                recipient instanceof Nobody
                        ? new Resolution.TurnedAway(
                                mail,
                                turnAway(mail, recipient, now).orElseThrow(),
                                recipient.reverse(),
                                recipient.tag(mail.recipient()).orElse(null),
                                now,
                                heldFor.plusMillis(mail.heldMs()),
                                freshness.circumstances(null, null, now))
                        : new Resolution.Found(
                                ResolvedMail.of(
                                        mail,
                                        recipient,
                                        false,
                                        mail.heldMs() + heldFor.toMillis()));
        context.forward(new Record<>(mail.mailbox().value(), resolution, now.toEpochMilli()));
    }

    private Optional<Decision.Drop> turnAway(InboundMail mail, Recipient recipient, Instant now) {
        return policy.turnAway(Facts.withoutOwner(mail, recipient, now));
    }
}
