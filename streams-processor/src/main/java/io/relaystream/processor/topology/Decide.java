package io.relaystream.processor.topology;

import static java.util.Objects.requireNonNull;

import io.relaystream.core.Code;
import io.relaystream.core.Elapsed;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.hold.Hold;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.core.reply.Reply;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a mail whose owner is known by id, and opens the ledger for what a
/// worker is to do. The owner's row may lag behind the alias's, as they travel in different topics:
/// then the mail is held as well.
final class Decide implements Processor<String, ResolvedMail, String, Emission> {
    /// Why a reply may be dropped that is certainly the owner's.
    private static final Map<DropReason, NoticeKind> TOLD =
            Map.of(
                    DropReason.REPLY_NEEDS_PREMIUM, NoticeKind.REPLY_NEEDS_PREMIUM,
                    DropReason.REPLY_LIMIT, NoticeKind.REPLY_LIMIT);

    private final ForwardingTopology.Setup setup;
    private final ForwardingPolicy policy;
    private final Pseudonyms pseudonyms;
    private final LedgerGauges gauges;
    private final Meters meters;
    private ProcessorContext<String, Emission> context;
    private Table<Account> accounts;
    private Freshness freshness;
    private Timetable<HeldResolved> held;
    private Timetable<PostponedMail> postponed;
    private Recent<Alias> made;
    private ReplyContexts replies;
    private LedgerDesk ledger;

    Decide(ForwardingTopology.Setup setup, LedgerGauges gauges, Meters meters) {
        this.setup = setup;
        this.policy = setup.policy();
        this.pseudonyms = setup.pseudonyms();
        this.gauges = gauges;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Emission> newContext) {
        context = newContext;
        accounts = new Table<>(newContext.getStateStore(StateStores.ACCOUNTS));
        freshness = new Freshness(newContext, meters);
        held = new Timetable<>(newContext.getStateStore(StateStores.HELD_RESOLVED));
        postponed = new Timetable<>(newContext.getStateStore(StateStores.POSTPONED));
        made = new Recent<>(newContext, StateStores.MADE_ALIASES, StateStores.MADE_HORIZON);
        replies = new ReplyContexts(setup, newContext);
        ledger = LedgerDesk.of(setup, gauges, newContext, meters);
        Punctuations.everySecond(newContext, this::lookAgain);
    }

    @Override
    public void process(Record<String, ResolvedMail> record) {
        ResolvedMail resolved = record.value();
        Instant now = Instant.ofEpochMilli(record.timestamp());
        Account account = accounts.get(resolved.accountId());
        if (resolved.isQuestion()) {
            explain(resolved, account, now);
        } else if (account == null && needsOwner(resolved, now)) {
            Hold hold = Hold.begin(now);
            hold(resolved, hold, hold.due());
        } else {
            decide(resolved, account, now);
        }
    }

    /// Whether it can be decided only with the owner's row: a report can without, and so can what
    /// came to no reverse address that is known.
    private boolean needsOwner(ResolvedMail resolved, Instant now) {
        return resolved.reportTo() == null && !(recipient(resolved, now) instanceof Nobody);
    }

    private void lookAgain(Instant now) {
        held.eachDue(now, Punctuations.LIMIT, waiting -> lookAgain(waiting, now));
        postponed.eachDue(now, Punctuations.LIMIT, waiting -> askAgain(waiting, now));
        made.forget(now);
        ledger.notices().forget(now);
    }

    private void lookAgain(HeldResolved waiting, Instant now) {
        ResolvedMail resolved =
                waiting.resolved().heldFor(Elapsed.millis(waiting.hold().arrivedAt(), now));
        Account account = accounts.get(resolved.accountId());
        if (account != null) {
            decide(resolved, account, now);
            return;
        }
        switch (freshness.missed(waiting.hold(), now)) {
            case Hold.Next.Wait(Hold hold, Instant due) -> hold(waiting.resolved(), hold, due);
            case Hold.Next.Absent() -> decide(resolved, null, now);
            case Hold.Next.Unknowable() ->
                    drop(resolved, facts(resolved, null, now), unknowable(resolved, now));
        }
    }

    /// Recipient and owner may be others by now: the mail takes its way anew.
    private void askAgain(PostponedMail waiting, Instant now) {
        InboundMail mail =
                waiting.mail()
                        .heldFor(waiting.mail().heldMs() + Elapsed.millis(waiting.since(), now));
        context.forward(
                new Record<>(
                        mail.mailbox().value(), new Emission.Waited(mail), now.toEpochMilli()));
    }

    private void hold(ResolvedMail resolved, Hold hold, Instant due) {
        held.add(due, resolved.mail().deliveryId(), new HeldResolved(resolved, hold));
    }

    private void decide(ResolvedMail resolved, @Nullable Account account, Instant now) {
        Facts facts = facts(resolved, account, now);
        switch (policy.decide(facts)) {
            case Decision.Drop drop -> drop(resolved, facts, drop);
            case Decision.Postpone(var until) -> postpone(resolved, facts, until);
            case Decision.ReadReport _ -> readReport(resolved, account, now);
            case Decision.Forward forward -> forward(resolved, facts, forward);
            case Decision.Reply(var context) -> reply(resolved, facts, context);
        }
    }

    private Facts facts(ResolvedMail resolved, @Nullable Account account, Instant now) {
        Standing standing = account == null ? Standing.NEW : ledger.accounts().of(account);
        return new Facts(resolved.mail(), recipient(resolved, now), account, standing, now);
    }

    /// Who the recipient is, with the aliases that are still on their way to the tables.
    private Recipient recipient(ResolvedMail resolved, Instant now) {
        if (resolved.answeredBy() != null) {
            return replies.recipient(resolved.mail(), now);
        }
        if (resolved.recipient() instanceof Recipient.Unmade unmade) {
            Alias alias = made.get(unmade.aliasId());
            if (alias != null && alias.accountId().equals(resolved.accountId())) {
                return new Recipient.Issued(alias);
            }
        }
        return resolved.recipient();
    }

    private void forward(ResolvedMail resolved, Facts facts, Decision.Forward decision) {
        count(Verb.FORWARD);
        Instant now = facts.now();
        Account account = requireNonNull(facts.account());
        List<Emission> emissions = new ArrayList<>();
        Alias alias = alias(facts.recipient(), account, now);
        boolean isNew = facts.recipient() instanceof Recipient.Unmade;
        List<Emission> limits = ledger.accounts().forwarding(account, isNew, now);
        if (isNew) {
            made.put(alias.id(), alias, now);
            emissions.add(
                    ledger.accounts()
                            .event(
                                    AccountEventKind.ALIAS_MADE,
                                    account.id(),
                                    alias.id(),
                                    alias.address(),
                                    now));
        }
        emissions.addAll(limits);
        open(
                resolved,
                LedgerEntry.forward(
                        resolved.mail(),
                        alias,
                        decision,
                        account.preferences(alias),
                        freshness.circumstances(alias, account, now),
                        now,
                        Duration.ofMillis(resolved.heldMs())),
                emissions,
                now);
    }

    private void reply(ResolvedMail resolved, Facts facts, ReplyContext context) {
        count(Verb.REPLY);
        Instant now = facts.now();
        Account account = requireNonNull(facts.account());
        InboundMail mail = resolved.mail();
        Reply reply =
                new Reply(
                        account.email(),
                        context.alias(),
                        context.correspondent(),
                        account.replyName(),
                        account.sealedReplies(),
                        replies.correspondents(mail, context, now));
        replies.used(mail, now);
        List<Emission> emissions = new ArrayList<>(ledger.accounts().replying(account, now));
        if (namesOthers(mail, reply)) {
            emissions.addAll(
                    ledger.tell(
                            NoticeKind.REPLY_WITHOUT_OTHERS,
                            about(account, context),
                            mail.messageId(),
                            now));
        }
        open(
                resolved,
                LedgerEntry.reply(
                        resolved.mail(),
                        account.id(),
                        context.aliasId(),
                        reply,
                        account.locale(),
                        freshness.circumstances(null, account, now),
                        now,
                        Duration.ofMillis(resolved.heldMs())),
                emissions,
                now);
    }

    /// Whether it was addressed to somebody by another address than a reverse address of ours: who
    /// answers to all addresses the alias and perhaps the own mailbox, too.
    private boolean namesOthers(InboundMail mail, Reply reply) {
        return mail.addressees().stream()
                .filter(addressee -> !addressee.isAt(setup.hosts().replyDomain()))
                .map(EmailAddress::withoutTag)
                .anyMatch(
                        addressee ->
                                !addressee.equals(reply.alias())
                                        && !addressee.equals(reply.owner().withoutTag()));
    }

    private static NoticeDesk.About about(Account account, ReplyContext context) {
        return NoticeDesk.About.of(account, context.aliasId(), context.alias());
    }

    private static Alias alias(Recipient recipient, Account account, Instant now) {
        return switch (recipient) {
            case Recipient.Issued(var alias) -> alias;
            case Recipient.Unmade(var address, _, var id, _) ->
                    Alias.madeByMail(id, account.id(), address, now);
            case Recipient.BounceAddress _,
                    Recipient.Reverse _,
                    Recipient.Correspondent _,
                    Recipient.Nobody _ ->
                    throw new IllegalStateException(
                            "A mail that is forwarded must be for an alias, got " + recipient);
        };
    }

    /// The mailbox that the report is about is the owner's, unless they had another one before.
    private void readReport(ResolvedMail resolved, @Nullable Account account, Instant now) {
        count(Verb.READ_REPORT);
        EmailAddress address = resolved.mail().recipient();
        EmailAddress mailbox = account == null ? address : account.email();
        open(
                resolved,
                LedgerEntry.readReport(
                        resolved.mail(),
                        resolved.accountId(),
                        setup.seals().bounces().isAbout(address, mailbox, now) ? mailbox : address,
                        freshness.circumstances(null, null, now),
                        now),
                new ArrayList<>(),
                now);
    }

    private void postpone(ResolvedMail resolved, Facts facts, Instant until) {
        count(Verb.POSTPONE);
        Instant now = facts.now();
        InboundMail mail = resolved.mail().heldFor(resolved.heldMs());
        postponed.add(until, mail.deliveryId(), new PostponedMail(mail, now));
        LoggedMail logged =
                LoggedMail.postponed(
                        mail, resolved.accountId(), aliasId(facts).orElse(null), until, now);
        emit(resolved, List.of(new Emission.Logged(logged)), now);
    }

    private void open(
            ResolvedMail resolved, LedgerEntry entry, List<Emission> emissions, Instant now) {
        emissions.addAll(ledger.apply(entry, setup.ledger().open(entry), now));
        emit(resolved, emissions, now);
    }

    private void drop(ResolvedMail resolved, Facts facts, Decision.Drop drop) {
        count(Verb.DROP);
        Instant now = facts.now();
        @Nullable Alias alias = facts.alias();
        Optional<String> aliasId = aliasId(facts);
        boolean reply = facts.recipient().reverse();
        boolean owned = !(facts.recipient() instanceof Nobody);
        CanonicalRecord ending =
                CanonicalRecord.dropped(
                        resolved.mail(),
                        drop,
                        now,
                        Duration.ofMillis(resolved.heldMs()),
                        reply,
                        facts.recipient().tag(resolved.mail().recipient()).orElse(null),
                        owned ? pseudonyms.of(resolved.accountId()) : null,
                        aliasId.map(pseudonyms::of).orElse(null),
                        freshness.circumstances(alias, facts.account(), now));
        List<Emission> emissions = new ArrayList<>();
        emissions.add(Emission.ended(ending, meters));
        if (owned) {
            emissions.add(
                    new Emission.Logged(
                            LoggedMail.dropped(
                                    resolved.mail(),
                                    resolved.accountId(),
                                    aliasId.orElse(null),
                                    reply,
                                    now)));
        }
        emissions.addAll(notice(facts, drop.reason()));
        if (alias != null) {
            emissions.addAll(
                    ledger.stats()
                            .ended(resolved.accountId(), alias.id(), alias.address(), ending));
        }
        emit(resolved, emissions, now);
    }

    private static Optional<String> aliasId(Facts facts) {
        return switch (facts.recipient()) {
            case Recipient.Issued(var alias) -> Optional.of(alias.id());
            case Recipient.Correspondent(_, var context) -> Optional.of(context.aliasId());
            case Recipient.Unmade _, Recipient.BounceAddress _, Recipient.Reverse _, Nobody _ ->
                    Optional.empty();
        };
    }

    /// An owner whose own reply is dropped is told; nobody else is.
    private List<Emission> notice(Facts facts, DropReason reason) {
        Account account = facts.account();
        if (account == null
                || !(facts.recipient() instanceof Recipient.Correspondent(_, var context))) {
            return List.of();
        }
        NoticeKind kind = TOLD.get(reason);
        String cause = facts.mail().messageId();
        return kind == null
                ? List.of()
                : ledger.tell(kind, about(account, context), cause, facts.now());
    }

    private Decision.Drop unknowable(ResolvedMail resolved, Instant now) {
        Facts facts = Facts.withoutOwner(resolved.mail(), Recipient.Nobody.UNKNOWABLE, now);
        return policy.turnAway(facts).orElseThrow();
    }

    private void explain(ResolvedMail resolved, @Nullable Account account, Instant now) {
        Facts facts = facts(resolved, account, now);
        Explanation explanation =
                Explanation.of(
                        resolved.mail().messageId(),
                        policy,
                        facts,
                        freshness.circumstances(facts.alias(), account, now));
        emit(resolved, List.of(new Emission.Explained(explanation)), now);
    }

    private void emit(ResolvedMail resolved, List<Emission> emissions, Instant now) {
        for (Emission emission : emissions) {
            context.forward(new Record<>(resolved.accountId(), emission, now.toEpochMilli()));
        }
    }

    private void count(Verb verb) {
        meters.count(Metric.MAILS_DECIDED, verb);
    }

    private enum Verb implements Code {
        FORWARD,
        REPLY,
        DROP,
        POSTPONE,
        READ_REPORT
    }
}
