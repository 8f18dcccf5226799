package io.relaystream.platform.kafka;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.stats.AliasStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One record of every type that lies in a topic, all fields filled, and the name of its golden
/// file.
record Sample<V>(String golden, Topic<V> topic, V record) {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("0123456789abcdef");
    private static final Instant DECIDED = Mails.ACCEPTED.plusMillis(5);

    static List<Sample<?>> all() {
        LedgerEntry entry = entry();
        return List.of(
                new Sample<>("inbound_mail", Topics.INBOUND, inboundMail()),
                new Sample<>("alias", Topics.ALIASES, alias()),
                new Sample<>("account", Topics.ACCOUNTS, account()),
                new Sample<>(
                        "domain",
                        Topics.DOMAINS,
                        new Domain(
                                "jane.relay.localhost",
                                "account-1",
                                DomainKind.SUBDOMAIN,
                                false,
                                true)),
                new Sample<>(
                        "deleted_alias",
                        Topics.DELETED_ALIASES,
                        new DeletedAlias("0123456789abcdef0123456789abcdef", Mails.RECEIVED)),
                new Sample<>("reply_context", Topics.REPLY_CONTEXTS, sealedContext()),
                new Sample<>(
                        "cdc_heartbeat", Topics.CDC_HEARTBEAT, new CdcHeartbeat(Mails.RECEIVED)),
                new Sample<>("feedback", Topics.FEEDBACK, feedback()),
                new Sample<>("delivery_request", Topics.DELIVERIES, request(entry)),
                new Sample<>("delivery_outcome", Topics.OUTCOMES, sent(entry)),
                new Sample<>(
                        "canonical_record",
                        Topics.CANONICAL,
                        entry.ending(
                                Outcome.FORWARDED,
                                sent(entry),
                                DECIDED.plusMillis(700),
                                PSEUDONYMS)),
                new Sample<>("logged_mail", Topics.LOG, loggedMail()),
                new Sample<>(
                        "alias_stats",
                        Topics.ALIAS_STATS,
                        new AliasStats("account-1", "alias-1", 6, 5, 4, 3, 2, DECIDED)),
                new Sample<>("account_event", Topics.ACCOUNT_EVENTS, event()),
                new Sample<>("explanation", Topics.EXPLANATIONS, explanation()));
    }

    private static LoggedMail loggedMail() {
        return new LoggedMail(
                "b7be0af4c2dafbe949b2822d5b888ee8",
                "mail-1",
                "account-1",
                "alias-1",
                new EmailAddress("jane@sender.example"),
                false,
                NoticeKind.KEY_UNUSABLE,
                MailState.WAITING,
                1,
                DeliveryCode.DEFERRED,
                DECIDED.plusSeconds(30),
                false,
                Mails.RECEIVED,
                DECIDED);
    }

    private static InboundMail inboundMail() {
        return Mails.mail()
                .hops("hop")
                .dkim(Verdict.PASS, "shop.example", "mailer.example")
                .addressees("token@replies.relay.localhost", "bob@shop.example")
                .build();
    }

    private static SealedContext sealedContext() {
        return new SealedContext("0123456789abcdef".repeat(4), "account-1", "c2VhbGVk", DECIDED);
    }

    /// No real one has all of it.
    private static DeliveryRequest request(LedgerEntry entry) {
        DeliveryRequest plain = entry.request();
        return new DeliveryRequest(
                plain.deliveryId(),
                plain.task(),
                plain.attempt(),
                plain.messageId(),
                plain.accountId(),
                plain.aliasId(),
                plain.alias(),
                plain.destination(),
                plain.mailFrom(),
                plain.bucket(),
                plain.objectKey(),
                plain.receivedAt(),
                NoticeKind.ALIAS_SWITCHED_OFF,
                true,
                true,
                true,
                "de",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----",
                Accounts.active().email(),
                "The Owner",
                true,
                List.of(new EmailAddress("jane@shop.example")),
                true);
    }

    private static Alias alias() {
        return new Alias(
                "alias-1",
                "account-1",
                Aliases.open().address(),
                AliasKind.RANDOM,
                true,
                Blocking.NONE,
                Set.of("shop.example"),
                DECIDED,
                Aliases.CREATED,
                true);
    }

    private static Account account() {
        return Accounts.but(
                Accounts.droppingSpam(),
                draft ->
                        draft.blockedSenders(Set.of("shop.example"))
                                .suspendedUntil(DECIDED)
                                .settings(
                                        true,
                                        true,
                                        "de",
                                        "-----BEGIN PGP PUBLIC KEY BLOCK-----",
                                        "The Owner",
                                        true));
    }

    private static AccountEvent event() {
        DailyLimits one = new DailyLimits(1, 1, 1, 1);
        Standing standing =
                Standing.NEW
                        .forwarding(DECIDED, one)
                        .forwarded(4_096, DECIDED, one)
                        .replied(DECIDED, one)
                        .aliasMade(DECIDED, one)
                        .hardBounce("mailbox", DECIDED)
                        .softBounce("mailbox", DECIDED)
                        .complained();
        return AccountEvent.about(
                AccountEventKind.ALIAS_MADE,
                "account-1",
                "alias-1",
                Aliases.open().address(),
                standing,
                DECIDED);
    }

    private static Explanation explanation() {
        return new Explanation(
                "question-1",
                Explanation.Fate.POSTPONE,
                "soft_bounce_pause",
                "soft_bounce_pause",
                DECIDED,
                false,
                List.of("foreign_address", "soft_bounce_pause: soft_bounce_pause"),
                AliasKind.RANDOM,
                1_000L,
                Plan.FREE,
                600L);
    }

    static LedgerEntry entry() {
        return LedgerEntries.forward(
                Mails.to("open+shop@relay.localhost"), DECIDED, Duration.ofMillis(40));
    }

    private static DeliveryOutcome sent(LedgerEntry entry) {
        return new DeliveryOutcome(
                entry.mail().deliveryId(),
                1,
                "account-1",
                DeliveryCode.SENT,
                "provider-1",
                4_096,
                10,
                20,
                30,
                2,
                false);
    }

    private static Feedback feedback() {
        return new Feedback(
                FeedbackKind.BOUNCE,
                "provider-1",
                Accounts.active().email(),
                "delivery-1",
                "account-1",
                Aliases.open().address(),
                "Permanent",
                "General",
                "5.1.1",
                "smtp; 550 5.1.1 no such user",
                Mails.RECEIVED);
    }

    @Override
    public String toString() {
        return golden;
    }
}
