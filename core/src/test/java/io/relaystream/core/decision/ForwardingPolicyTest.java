package io.relaystream.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.Situation;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.account.Standing;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import io.relaystream.core.seal.HopMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingPolicyTest {
    private static final Instant NOW = Situation.NOW;
    private static final String[] ABOUT_REPLIES = {
        "virus_found",
        "account_inactive",
        "account_suspended",
        "unverified_mailbox",
        "reply_from_stranger",
        "reply_unauthenticated",
        "reply_needs_premium",
        "reply_limit_reached"
    };

    private final ForwardingPolicy policy =
            ForwardingPolicy.standard(new HopMark("a secret of the operator"), false);

    @Test
    void forwardsWantedMailToTheOwner() {
        assertThat(policy.decide(Situation.ordinary()))
                .isEqualTo(new Decision.Forward(Accounts.active().email(), false));
    }

    @Test
    void forwardsToANewNameOfAPremiumOwner() {
        assertThat(
                        policy.decide(
                                Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))))
                .isInstanceOf(Decision.Forward.class);
    }

    @Test
    void warnsOfASenderWhoseDomainAsksForQuarantine() {
        assertThat(policy.decide(Situation.mail(Mails.failingDmarc(DmarcPolicy.QUARANTINE))))
                .isEqualTo(new Decision.Forward(Accounts.active().email(), true));
    }

    @Test
    void readsAReportAboutAMailOfAnAccountThatTakesNoMail() {
        Facts facts =
                new Facts(
                        Mails.mail().nullSender().malformedSender().build(),
                        new Recipient.BounceAddress("account-1"),
                        Accounts.inactive(),
                        Standing.NEW,
                        NOW);

        assertThat(policy.decide(facts)).isEqualTo(new Decision.ReadReport("account-1"));
    }

    @Test
    void tellsTheRuleThatObjected() {
        assertThat(policy.decide(Situation.alias(Aliases.switchedOff())))
                .isEqualTo(new Decision.Drop(DropReason.ALIAS_DISABLED, "alias_disabled"));
        assertThat(policy.decide(Situation.recipient(Nobody.FOREIGN)))
                .isEqualTo(new Decision.Drop(DropReason.NOT_OUR_ADDRESS, "foreign_address"));
    }

    /// What each of the owner's own settings says of a mail, which else nothing speaks against.
    static Stream<Arguments> ownersWishes() {
        return Stream.of(
                wish(
                        DropReason.DMARC_QUARANTINE,
                        Mails.mail().dmarc(Verdict.FAIL, DmarcPolicy.QUARANTINE),
                        Aliases.open(),
                        Accounts.droppingQuarantined()),
                wish(
                        DropReason.SPAM,
                        Mails.mail().spam(Verdict.FAIL),
                        Aliases.open(),
                        Accounts.droppingSpam()),
                wish(
                        DropReason.ALIAS_DISABLED,
                        Mails.mail(),
                        Aliases.switchedOff(),
                        Accounts.active()),
                wish(
                        DropReason.ALIAS_DISABLED,
                        Mails.mail(),
                        Aliases.blocking(Blocking.ALL),
                        Accounts.active()),
                wish(
                        DropReason.PROMOTIONS_BLOCKED,
                        Mails.mail().bulk(),
                        Aliases.blocking(Blocking.PROMOTIONS),
                        Accounts.premium()),
                wish(
                        DropReason.SENDER_BLOCKED,
                        Mails.mail(),
                        Aliases.blockingSenders("shop.example"),
                        Accounts.active()),
                wish(
                        DropReason.SENDER_BLOCKED,
                        Mails.mail(),
                        Aliases.open(),
                        Accounts.blocking("shop.example")),
                wish(
                        DropReason.ALIAS_EXPIRED,
                        Mails.mail(),
                        Aliases.expiringAt(NOW),
                        Accounts.active()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownersWishes")
    void forwardsWhatTheOwnerAskedForAgainWhateverTheOwnersSettingsSay(
            DropReason reason, Mails.Draft mail, Alias alias, Account account) {
        Recipient issued = new Recipient.Issued(alias);
        assertDropped(mail.build(), issued, account, Standing.NEW, reason);

        InboundMail released = mail.released().build();

        assertThat(decide(released, issued, account, Standing.NEW))
                .isInstanceOf(Decision.Forward.class);
        assertThat(policy.answers(new Facts(released, issued, account, Standing.NEW, NOW)))
                .allMatch(answer -> answer.objection().isEmpty());
    }

    /// To ask for a mail again changes nothing that protects others, or the operator.
    @Test
    void everythingElseObjectsToWhatTheOwnerAskedForAgain() {
        Recipient issued = new Recipient.Issued(Aliases.open());
        Account active = Accounts.active();
        DailyLimits one = new DailyLimits(1, 1, 1, 1);

        assertDropped(released().received(51), issued, active, DropReason.LOOP);
        assertDropped(released().malformedSender(), issued, active, DropReason.MALFORMED_SENDER);
        assertDropped(released(), Nobody.DELETED, active, DropReason.DELETED_ALIAS);
        assertDropped(released().virus(Verdict.FAIL), issued, active, DropReason.VIRUS);
        assertDropped(
                released().dmarc(Verdict.FAIL, DmarcPolicy.REJECT),
                issued,
                active,
                DropReason.DMARC_REJECT);
        assertDropped(released(), issued, Accounts.inactive(), DropReason.ACCOUNT_INACTIVE);
        assertDropped(
                released(),
                issued,
                Accounts.suspendedUntil(NOW.plusSeconds(1)),
                DropReason.ACCOUNT_SUSPENDED);
        assertDropped(released(), issued, Accounts.unverified(), DropReason.UNVERIFIED_MAILBOX);
        InboundMail mail = released().build();
        assertDropped(
                mail,
                issued,
                active,
                Standing.NEW.hardBounce("m", NOW),
                DropReason.HARD_BOUNCE_PAUSE);
        assertDropped(
                mail, issued, active, Standing.NEW.forwarding(NOW, one), DropReason.FORWARD_LIMIT);
        assertDropped(
                mail, issued, active, Standing.NEW.forwarded(1, NOW, one), DropReason.BYTE_LIMIT);
        assertThat(decide(mail, issued, active, Standing.NEW.softBounce("m", NOW)))
                .isInstanceOf(Decision.Postpone.class);
    }

    /// Everything speaks against the mail; each step takes away the reason that won.
    @Test
    void asksTheRulesInTheirOrder() {
        Instant later = NOW.plusSeconds(1);
        DailyLimits one = new DailyLimits(1, 1, 1, 1);
        Standing limited =
                Standing.NEW.forwarding(NOW, one).forwarded(1, NOW, one).aliasMade(NOW, one);
        Standing bad = limited.hardBounce("m", NOW);
        Account account =
                new Account(
                        "account-1",
                        Accounts.active().email(),
                        false,
                        Plan.PREMIUM,
                        false,
                        true,
                        Quarantine.DROP,
                        Set.of("shop.example"),
                        later,
                        true,
                        false,
                        "en",
                        null,
                        null,
                        false);
        Alias alias = bad(false, Blocking.PROMOTIONS, Set.of("shop.example"));
        InboundMail mail =
                Mails.mail()
                        .to("noreply@relay.localhost")
                        .malformedSender()
                        .nullSender()
                        .received(51)
                        .bulk()
                        .spam(Verdict.FAIL)
                        .virus(Verdict.FAIL)
                        .dmarc(Verdict.FAIL, DmarcPolicy.REJECT)
                        .build();
        Mails.Draft named =
                Mails.mail()
                        .bulk()
                        .spam(Verdict.FAIL)
                        .virus(Verdict.FAIL)
                        .dmarc(Verdict.FAIL, DmarcPolicy.REJECT);

        assertDropped(mail, Nobody.FOREIGN, account, bad, DropReason.NOT_OUR_ADDRESS);
        assertDropped(mail, Nobody.UNKNOWN, account, bad, DropReason.NOREPLY);
        InboundMail malformed = Mails.mail().malformedSender().received(51).nullSender().build();
        assertDropped(
                malformed, Nobody.UNKNOWN_CORRESPONDENT, account, bad, DropReason.MALFORMED_SENDER);
        InboundMail looping = Mails.mail().received(51).nullSender().build();
        assertDropped(looping, Nobody.UNKNOWN_CORRESPONDENT, account, bad, DropReason.LOOP);
        InboundMail automatic = Mails.mail().nullSender().build();
        assertDropped(
                automatic, Nobody.UNKNOWN_CORRESPONDENT, account, bad, DropReason.AUTOMATIC_REPLY);
        assertDropped(
                named.build(),
                Situation.unmade("admin@jane.relay.localhost", false),
                account,
                bad,
                DropReason.RESERVED_NAME);
        assertDropped(
                named.build(),
                Situation.unmade("shop@jane.relay.localhost", false),
                account,
                bad,
                DropReason.CATCH_ALL_OFF);
        Recipient issued = new Recipient.Issued(alias);
        assertDropped(named.build(), issued, account, bad, DropReason.VIRUS);
        named.virus(Verdict.PASS);
        assertDropped(named.build(), issued, account, bad, DropReason.DMARC_REJECT);
        named.dmarc(Verdict.FAIL, DmarcPolicy.QUARANTINE);
        assertDropped(named.build(), issued, account, bad, DropReason.DMARC_QUARANTINE);
        account = Accounts.but(account, draft -> draft.quarantine(Quarantine.WARN));
        assertDropped(named.build(), issued, account, bad, DropReason.SPAM);
        account = Accounts.but(account, draft -> draft.dropSpam(false));
        assertDropped(named.build(), issued, account, bad, DropReason.ACCOUNT_INACTIVE);
        account = Accounts.but(account, draft -> draft.active(true));
        assertDropped(named.build(), issued, account, bad, DropReason.ACCOUNT_SUSPENDED);
        account = Accounts.but(account, draft -> draft.suspendedUntil(null));
        assertDropped(named.build(), issued, account, bad, DropReason.HARD_BOUNCE_PAUSE);
        assertThat(decide(named.build(), issued, account, limited.softBounce("m", NOW)))
                .isEqualTo(new Decision.Postpone(NOW.plus(Duration.ofDays(1))));
        assertDropped(named.build(), issued, account, limited, DropReason.UNVERIFIED_MAILBOX);
        account = Accounts.but(account, draft -> draft.verified(true));
        assertDropped(named.build(), issued, account, limited, DropReason.ALIAS_DISABLED);
        issued = new Recipient.Issued(bad(true, Blocking.PROMOTIONS, Set.of("shop.example")));
        assertDropped(named.build(), issued, account, limited, DropReason.PROMOTIONS_BLOCKED);
        issued = new Recipient.Issued(bad(true, Blocking.NONE, Set.of("shop.example")));
        assertDropped(named.build(), issued, account, limited, DropReason.SENDER_BLOCKED);
        account = Accounts.but(account, draft -> draft.blockedSenders(Set.of()));
        issued = new Recipient.Issued(bad(true, Blocking.NONE, Set.of()));
        assertDropped(named.build(), issued, account, limited, DropReason.ALIAS_EXPIRED);
        issued = new Recipient.Issued(Aliases.open());
        assertDropped(named.build(), issued, account, limited, DropReason.FORWARD_LIMIT);
        limited = Standing.NEW.forwarded(1, NOW, one).aliasMade(NOW, one);
        assertDropped(named.build(), issued, account, limited, DropReason.BYTE_LIMIT);
        limited = Standing.NEW.aliasMade(NOW, one);
        assertDropped(
                named.build(),
                Situation.unmade("shop@jane.relay.localhost"),
                account,
                limited,
                DropReason.ALIAS_LIMIT);
        assertThat(decide(named.build(), issued, account, limited))
                .isInstanceOf(Decision.Forward.class);
    }

    @Test
    void listsEveryRuleInTheOrderInWhichItIsAsked() {
        List<String> rules = policy.rules().stream().map(Rule::code).toList();

        assertThat(rules)
                .containsExactly(
                        "foreign_address",
                        "no_reply_address",
                        "malformed_sender",
                        "mail_loop",
                        "automatic_reply",
                        "unknown_reply_address",
                        "invalid_bounce_address",
                        "unknown_alias",
                        "deleted_alias",
                        "unknown_subdomain",
                        "name_invalid",
                        "name_reserved",
                        "name_blocked",
                        "catch_all_off",
                        "catch_all_needs_premium",
                        "virus_found",
                        "dmarc_rejected",
                        "dmarc_quarantined",
                        "spam_for_opted_out_owner",
                        "account_inactive",
                        "account_suspended",
                        "hard_bounce_pause",
                        "soft_bounce_pause",
                        "unverified_mailbox",
                        "own_reply",
                        "alias_disabled",
                        "promotion_blocked",
                        "sender_blocked",
                        "alias_expired",
                        "forward_limit_reached",
                        "byte_limit_reached",
                        "alias_limit_reached",
                        "reply_from_stranger",
                        "reply_unauthenticated",
                        "reply_needs_premium",
                        "reply_limit_reached");
    }

    @Test
    void answersWithTheRulesThatAreAboutSuchAMail() {
        List<String> rules = policy.rules().stream().map(Rule::code).toList();
        assertThat(policy.answers(Situation.alias(Aliases.switchedOff())))
                .extracting(RuleAnswer::rule)
                .isEqualTo(rules.subList(0, rules.indexOf("reply_from_stranger")));

        List<String> aboutEverything = rules.subList(0, rules.indexOf("catch_all_needs_premium"));
        assertThat(policy.answers(Replies.facts()))
                .extracting(RuleAnswer::rule)
                .startsWith(aboutEverything.toArray(String[]::new))
                .endsWith(ABOUT_REPLIES)
                .hasSize(aboutEverything.size() + ABOUT_REPLIES.length);
        assertThat(policy.answers(Situation.recipient(Nobody.UNKNOWN_CORRESPONDENT)))
                .extracting(RuleAnswer::rule)
                .endsWith(ABOUT_REPLIES);
    }

    @Test
    void explainsWhatWouldBecomeOfAReply() {
        Facts tooMany = Replies.standing(Standing.NEW.replied(NOW, new DailyLimits(1, 1, 1, 1)));

        assertThat(Explanation.of("q", policy, Replies.facts(), Circumstances.UNKNOWN).fate())
                .isEqualTo(Explanation.Fate.REPLY);
        Explanation refused = Explanation.of("q", policy, tooMany, Circumstances.UNKNOWN);
        assertThat(refused.fate()).isEqualTo(Explanation.Fate.DROP);
        assertThat(refused.reason()).isEqualTo("reply_limit");
        assertThat(refused.answers())
                .contains("reply_from_stranger", "reply_limit_reached: reply_limit")
                .noneMatch(answer -> answer.startsWith("forward_limit"));
    }

    @Test
    void sendsAnAnswerOfTheOwnerOn() {
        assertThat(policy.decide(Replies.facts())).isEqualTo(new Decision.Reply(Replies.CONTEXT));
    }

    /// What an owner wants to receive says nothing about what the owner sends, and a mailbox that
    /// refuses mail may send some.
    @Test
    void sendsAnAnswerOnWhateverSpeaksAgainstMailToTheOwner() {
        DailyLimits one = new DailyLimits(1, 1, 1, 1);
        Standing paused =
                Standing.NEW
                        .forwarding(NOW, one)
                        .forwarded(1, NOW, one)
                        .hardBounce("m", NOW)
                        .softBounce("m", NOW);
        Account account =
                Accounts.but(
                        Accounts.premium(),
                        draft -> draft.dropSpam(true).blockedSenders(Set.of("home.example")));
        InboundMail mail = Replies.mail().spam(Verdict.FAIL).bulk().build();

        assertThat(decide(mail, Replies.TO, account, paused)).isInstanceOf(Decision.Reply.class);
    }

    /// Everything speaks against the reply; each step takes away the reason that won.
    @Test
    void asksTheRulesAboutRepliesInTheirOrder() {
        Standing limited = Standing.NEW.replied(NOW, new DailyLimits(1, 1, 1, 1));
        Account account =
                Accounts.but(
                        Accounts.active(),
                        draft ->
                                draft.verified(false)
                                        .active(false)
                                        .suspendedUntil(NOW.plusSeconds(1)));
        Mails.Draft mail =
                Replies.mail()
                        .malformedSender()
                        .received(51)
                        .autoSubmitted()
                        .virus(Verdict.FAIL)
                        .dmarc(Verdict.FAIL, DmarcPolicy.REJECT);

        assertRefused(mail, account, limited, DropReason.MALFORMED_SENDER);
        mail =
                Replies.mail()
                        .from("jane@shop.example")
                        .received(51)
                        .autoSubmitted()
                        .virus(Verdict.FAIL)
                        .dmarc(Verdict.FAIL, DmarcPolicy.REJECT);
        assertRefused(mail, account, limited, DropReason.LOOP);
        assertRefused(mail.received(1), account, limited, DropReason.AUTOMATIC_REPLY);
        mail =
                Replies.mail()
                        .from("jane@shop.example")
                        .virus(Verdict.FAIL)
                        .dmarc(Verdict.FAIL, DmarcPolicy.REJECT);
        assertDropped(
                mail.build(),
                Nobody.UNKNOWN_CORRESPONDENT,
                account,
                limited,
                DropReason.UNKNOWN_REPLY_ADDRESS);
        assertRefused(mail, account, limited, DropReason.VIRUS);
        mail.virus(Verdict.PASS);
        assertRefused(mail, account, limited, DropReason.ACCOUNT_INACTIVE);
        account = Accounts.but(account, draft -> draft.active(true));
        assertRefused(mail, account, limited, DropReason.ACCOUNT_SUSPENDED);
        account = Accounts.but(account, draft -> draft.suspendedUntil(null));
        assertRefused(mail, account, limited, DropReason.UNVERIFIED_MAILBOX);
        account = Accounts.but(account, draft -> draft.verified(true));
        assertRefused(mail, account, limited, DropReason.REPLY_FROM_STRANGER);
        mail.from(account.email().value());
        assertRefused(mail, account, limited, DropReason.REPLY_UNAUTHENTICATED);
        mail.dmarc(Verdict.PASS, DmarcPolicy.REJECT);
        assertRefused(mail, account, limited, DropReason.REPLY_NEEDS_PREMIUM);
        account = Accounts.but(account, draft -> draft.plan(Plan.PREMIUM));
        assertRefused(mail, account, limited, DropReason.REPLY_LIMIT);
        assertThat(decide(mail.build(), Replies.TO, account, Standing.NEW))
                .isInstanceOf(Decision.Reply.class);
    }

    @Test
    void postponesUntilTheMailIsFiveDaysOldAndThenDropsIt() {
        Standing paused = Standing.NEW.softBounce("m", NOW);
        InboundMail young = Mails.mail().receivedAt(NOW.minus(Duration.ofHours(100))).build();
        InboundMail old = Mails.mail().receivedAt(NOW.minus(Duration.ofDays(5))).build();
        Recipient issued = new Recipient.Issued(Aliases.open());

        assertThat(decide(young, issued, Accounts.active(), paused))
                .isEqualTo(new Decision.Postpone(NOW.plus(Duration.ofHours(20))));
        assertThat(decide(old, issued, Accounts.active(), paused))
                .isEqualTo(new Decision.Drop(DropReason.SOFT_BOUNCE_PAUSE, "soft_bounce_pause"));
    }

    /// Whom it leads to has to be found out first.
    @Test
    void refusesToForwardWhatCameToAReverseAddress() {
        Recipient reverse = new Recipient.Reverse("account-1");

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                decide(
                                        Replies.mail().build(),
                                        reverse,
                                        Accounts.premium(),
                                        Standing.NEW));
    }

    @Test
    void refusesToForwardToNobody() {
        ForwardingPolicy careless = new ForwardingPolicy(List.of(), List.of(), List.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> careless.decide(Situation.account(null)))
                .withMessage(
                        "A mail without an account must be objected to by a rule, but none did");
    }

    private void assertRefused(
            Mails.Draft mail, Account account, Standing standing, DropReason reason) {
        assertDropped(mail.build(), Replies.TO, account, standing, reason);
    }

    private static Mails.Draft released() {
        return Mails.mail().released();
    }

    private static Arguments wish(
            DropReason reason, Mails.Draft mail, Alias alias, Account account) {
        return arguments(reason, mail, alias, account);
    }

    private void assertDropped(
            Mails.Draft mail, Recipient recipient, Account account, DropReason reason) {
        assertDropped(mail.build(), recipient, account, Standing.NEW, reason);
    }

    private void assertDropped(
            InboundMail mail,
            Recipient recipient,
            Account account,
            Standing standing,
            DropReason reason) {
        assertThat(decide(mail, recipient, account, standing))
                .isInstanceOfSatisfying(
                        Decision.Drop.class, drop -> assertThat(drop.reason()).isEqualTo(reason));
    }

    private Decision decide(
            InboundMail mail, Recipient recipient, Account account, Standing standing) {
        return policy.decide(new Facts(mail, recipient, account, standing, NOW));
    }

    private static Alias bad(boolean enabled, Blocking blocking, Set<String> blockedSenders) {
        return new Alias(
                "alias-1",
                "account-1",
                Aliases.open().address(),
                AliasKind.RANDOM,
                enabled,
                blocking,
                blockedSenders,
                NOW,
                Aliases.CREATED,
                true);
    }
}
