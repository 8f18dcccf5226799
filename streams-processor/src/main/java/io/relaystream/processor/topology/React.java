package io.relaystream.processor.topology;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.BounceEffect;
import io.relaystream.core.feedback.ComplaintEffect;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.metrics.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Draws the consequences of a provider's report: it may resolve a mail in doubt, pause an account,
/// switch spam dropping on, or an alias off. A bounce and a complaint count once, although
/// providers repeat them and publish them in two formats.
final class React implements Processor<String, AttributedFeedback, String, Emission> {
    private final ForwardingTopology.Setup setup;
    private final LedgerGauges gauges;
    private final Meters meters;
    private ProcessorContext<String, Emission> context;
    private Table<Account> accounts;
    private Recent<String> seen;
    private LedgerDesk ledger;

    React(ForwardingTopology.Setup setup, LedgerGauges gauges, Meters meters) {
        this.setup = setup;
        this.gauges = gauges;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Emission> newContext) {
        context = newContext;
        accounts = new Table<>(newContext.getStateStore(StateStores.ACCOUNTS));
        seen = new Recent<>(newContext, StateStores.SEEN_FEEDBACK, StateStores.DEDUPE_HORIZON);
        ledger = LedgerDesk.of(setup, gauges, newContext, meters);
        Punctuations.everySecond(newContext, seen::forget);
    }

    @Override
    public void process(Record<String, AttributedFeedback> record) {
        String accountId = record.value().accountId();
        Feedback feedback = record.value().feedback();
        Instant now = Instant.ofEpochMilli(record.timestamp());
        List<Emission> emissions = new ArrayList<>(resolveDoubt(accountId, feedback, now));
        Account account = accounts.get(accountId);
        if (account != null && concerns(account, feedback)) {
            emissions.addAll(
                    switch (feedback.kind()) {
                        case BOUNCE -> bounced(account, feedback, now);
                        case COMPLAINT -> complained(account, feedback, now);
                        case SEND, DELIVERY, DELIVERY_DELAY, REJECT, RENDERING_FAILURE -> List.of();
                    });
        }
        emissions.forEach(emission -> context.forward(record.withValue(emission)));
    }

    /// What became of a mail at another mailbox than the owner's says nothing about this one: it is
    /// the one that the owner had before.
    private static boolean concerns(Account account, Feedback feedback) {
        EmailAddress recipient = feedback.recipient();
        return recipient == null || recipient.equals(account.email());
    }

    /// @param consequence of the report: one report may have several
    private boolean firstTime(Feedback feedback, String consequence, Instant now) {
        EmailAddress recipient = feedback.recipient();
        String id =
                setup.pseudonyms()
                        .of(
                                "%s|%s|%s"
                                        .formatted(
                                                consequence,
                                                feedback.providerId(),
                                                recipient == null ? "" : recipient.value()));
        boolean first = seen.get(id) == null;
        if (first) {
            seen.put(id, "", now);
        }
        return first;
    }

    private List<Emission> resolveDoubt(String accountId, Feedback feedback, Instant now) {
        String deliveryId = feedback.deliveryId();
        LedgerEntry entry = deliveryId == null ? null : ledger.store().get(deliveryId);
        return entry == null || !entry.accountId().equals(accountId)
                ? List.of()
                : ledger.apply(
                        entry,
                        setup.ledger().event(entry, feedback.kind(), feedback.providerId(), now),
                        now);
    }

    private List<Emission> bounced(Account account, Feedback bounce, Instant now) {
        BounceEffect effect = BounceEffect.of(bounce);
        if (effect == BounceEffect.NONE || !firstTime(bounce, effect.name(), now)) {
            return List.of();
        }
        Instant at = bounce.at().isBefore(now) ? bounce.at() : now;
        return switch (effect) {
            case HARD_PAUSE -> ledger.accounts().hardBounce(account, at, now);
            case SOFT_PAUSE -> ledger.accounts().softBounce(account, at, now);
            case DROP_SPAM -> List.of(dropSpam(account, now));
            case NONE -> List.of();
        };
    }

    /// The format that comes first may not tell the alias.
    private List<Emission> complained(Account account, Feedback complaint, Instant now) {
        if (ComplaintEffect.of(complaint) == ComplaintEffect.NONE) {
            return List.of();
        }
        List<Emission> emissions = new ArrayList<>();
        if (firstTime(complaint, "complaint", now)) {
            Standing before = ledger.accounts().of(account);
            emissions.addAll(ledger.accounts().complaint(account, now));
            if (before.complaints() == 0) {
                emissions.add(dropSpam(account, now));
            }
        }
        EmailAddress alias = complaint.alias();
        if (alias != null && firstTime(complaint, "complaint about an alias", now)) {
            emissions.addAll(complained(account, alias.withoutTag(), complaint, now));
        }
        return emissions;
    }

    private List<Emission> complained(
            Account account, EmailAddress alias, Feedback complaint, Instant now) {
        List<Emission> emissions = new ArrayList<>();
        ledger.stats()
                .complained(account.id(), alias)
                .ifPresent(
                        stats -> {
                            emissions.add(new Emission.Counted(stats));
                            emissions.addAll(repeated(account, alias, stats, complaint, now));
                        });
        return emissions;
    }

    /// From the second complaint on, the alias is switched off; the owner is told of the first
    /// time.
    private List<Emission> repeated(
            Account account,
            EmailAddress alias,
            AliasStats stats,
            Feedback complaint,
            Instant now) {
        String aliasId = stats.aliasId();
        if (aliasId == null || stats.complaints() < 2) {
            return List.of();
        }
        List<Emission> emissions = new ArrayList<>();
        emissions.add(
                ledger.accounts()
                        .event(
                                AccountEventKind.ALIAS_SWITCHED_OFF,
                                account.id(),
                                aliasId,
                                alias,
                                now));
        if (stats.complaints() == 2) {
            NoticeDesk.About about = NoticeDesk.About.of(account, aliasId, alias);
            emissions.addAll(
                    ledger.tell(NoticeKind.ALIAS_SWITCHED_OFF, about, complaint.providerId(), now));
        }
        return emissions;
    }

    private Emission dropSpam(Account account, Instant now) {
        return ledger.accounts().event(AccountEventKind.SPAM_DROPPING_ON, account.id(), now);
    }
}
