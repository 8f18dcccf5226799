package io.relaystream.processor.topology;

import io.relaystream.core.Code;
import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.hold.Hold;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.Transition;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Decides forward or drop, and opens the ledger for what is forwarded. The owner's row may lag
/// behind the alias's, as they travel in different topics: then the mail is held as well.
final class Decide implements Processor<String, ResolvedMail, String, Emission> {
    private final ForwardingPolicy policy;
    private final Ledger ledger;
    private final Pseudonyms pseudonyms;
    private final LedgerGauges gauges;
    private final Meters meters;
    private ProcessorContext<String, Emission> context;
    private Table<Account> accounts;
    private Freshness freshness;
    private Timetable<HeldResolved> held;
    private LedgerDesk desk;

    Decide(
            ForwardingPolicy policy,
            Ledger ledger,
            Pseudonyms pseudonyms,
            LedgerGauges gauges,
            Meters meters) {
        this.policy = policy;
        this.ledger = ledger;
        this.pseudonyms = pseudonyms;
        this.gauges = gauges;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Emission> newContext) {
        context = newContext;
        accounts = new Table<>(newContext.getStateStore(StateStores.ACCOUNTS));
        freshness = new Freshness(newContext, meters);
        held = new Timetable<>(newContext.getStateStore(StateStores.HELD_RESOLVED));
        desk = new LedgerDesk(new LedgerStore(newContext, gauges), meters);
        Punctuations.everySecond(newContext, this::lookAgain);
    }

    @Override
    public void process(Record<String, ResolvedMail> record) {
        ResolvedMail resolved = record.value();
        Instant now = Instant.ofEpochMilli(record.timestamp());
        Account account = accounts.get(resolved.alias().accountId());
        if (account == null) {
            Hold hold = Hold.begin(now);
            hold(resolved, hold, hold.due());
        } else {
            decide(resolved, account, now);
        }
    }

    private void lookAgain(Instant now) {
        held.eachDue(now, Punctuations.LIMIT, waiting -> lookAgain(waiting, now));
    }

    private void lookAgain(HeldResolved waiting, Instant now) {
        ResolvedMail mail = waiting.resolved();
        Duration heldHere = Duration.between(waiting.hold().arrivedAt(), now);
        ResolvedMail resolved =
                new ResolvedMail(mail.mail(), mail.alias(), mail.heldMs() + heldHere.toMillis());
        Account account = accounts.get(mail.alias().accountId());
        if (account != null) {
            decide(resolved, account, now);
            return;
        }
        switch (freshness.missed(waiting.hold(), now)) {
            case Hold.Next.Wait(Hold hold, Instant due) -> hold(mail, hold, due);
            case Hold.Next.Absent() -> decide(resolved, null, now);
            case Hold.Next.Unknowable() -> drop(resolved, DropReason.ALIAS_TABLE_STALE, now);
        }
    }

    private void hold(ResolvedMail resolved, Hold hold, Instant due) {
        held.add(due, resolved.mail().deliveryId(), new HeldResolved(resolved, hold));
    }

    private void decide(ResolvedMail resolved, @Nullable Account account, Instant now) {
        switch (policy.decide(new Facts(resolved.mail(), resolved.alias(), account))) {
            case Decision.Drop(DropReason reason) -> drop(resolved, reason, now);
            case Decision.Forward(EmailAddress destination) -> forward(resolved, destination, now);
        }
    }

    private void forward(ResolvedMail resolved, EmailAddress destination, Instant now) {
        meters.count(Metric.MAILS_DECIDED, Verb.FORWARD);
        Transition.Attempt opened =
                ledger.open(
                        resolved.mail(),
                        resolved.alias(),
                        destination,
                        now,
                        Duration.ofMillis(resolved.heldMs()));
        emit(resolved, desk.apply(opened.entry(), opened), now);
    }

    private void drop(ResolvedMail resolved, DropReason reason, Instant now) {
        meters.count(Metric.MAILS_DECIDED, Verb.DROP);
        Alias alias = resolved.alias();
        CanonicalRecord ending =
                CanonicalRecord.dropped(
                        resolved.mail(),
                        reason,
                        now,
                        Duration.ofMillis(resolved.heldMs()),
                        pseudonyms.of(alias.accountId()),
                        pseudonyms.of(alias.id()));
        emit(resolved, List.of(Emission.ended(ending, meters)), now);
    }

    private void emit(ResolvedMail resolved, List<Emission> emissions, Instant now) {
        for (Emission emission : emissions) {
            context.forward(
                    new Record<>(resolved.alias().accountId(), emission, now.toEpochMilli()));
        }
    }

    private enum Verb implements Code {
        FORWARD,
        DROP
    }
}
