package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner answers a mail: the answer comes to a reverse address and leaves from the alias.
class RepliesInTopologyTest {
    private static final String ACCOUNT = "5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11";
    private static final Account OWNER =
            Accounts.but(Accounts.premium(), draft -> draft.id(ACCOUNT));
    private static final EmailAddress JANE = new EmailAddress("jane@shop.example");
    private static final EmailAddress BOB = new EmailAddress("bob@firm.example");
    private static final EmailAddress ALIAS = Aliases.open().address();
    private static final String ALIAS_ID = Aliases.open().id();
    private static final Duration RETENTION = Duration.ofDays(180);

    @TempDir private Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void aForwardedMailHasGivenItsReverseAddressToTheOwner() {
        run = new TopologyRun(stateDir, new DailyLimits(1_000, 1_000_000, 3, 10));
        run.known(OWNER);
        knows(JANE);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void anAnswerGoesToTheCorrespondentInTheNameOfTheAlias() {
        run.arrives(answer("mail-1", JANE).build());

        DeliveryRequest request = onlyRequest();
        assertThat(request.task()).isEqualTo(DeliveryTask.REPLY);
        assertThat(request.destination()).isEqualTo(JANE);
        assertThat(request.alias()).isEqualTo(ALIAS);
        assertThat(request.aliasId()).isEqualTo(ALIAS_ID);
        assertThat(request.owner()).isEqualTo(OWNER.email());
        assertThat(request.sealedReply()).isFalse();
    }

    @Test
    void aSentAnswerIsCountedAndItsRecordSaysThatItIsOne() {
        run.arrives(answer("mail-1", JANE).build());

        run.sent(onlyRequest(), 2_000);

        CanonicalRecord ending = onlyEnding();
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(ending.reply()).isTrue();
        assertThat(ending.alias()).isEqualTo(TopologyRun.PSEUDONYMS.of(ALIAS_ID));
        assertThat(run.stats())
                .hasEntrySatisfying(
                        ALIAS_ID,
                        stats -> {
                            assertThat(stats.replied()).isEqualTo(1);
                            assertThat(stats.forwarded()).isZero();
                        });
    }

    @Test
    void everyCorrespondentGetsACopyThatNamesTheOthers() {
        knows(BOB);

        for (EmailAddress correspondent : List.of(JANE, BOB)) {
            run.arrives(
                    answer("mail-1", correspondent)
                            .addressees(reverse(JANE), reverse(BOB), ALIAS.value())
                            .build());
        }

        assertThat(run.requests())
                .extracting(DeliveryRequest::destination, DeliveryRequest::correspondents)
                .containsExactly(tuple(JANE, List.of(JANE, BOB)), tuple(BOB, List.of(JANE, BOB)));
    }

    @Test
    void theOwnerIsToldOnceOfAddressesThatAreNoneOfOurs() {
        knows(BOB);

        for (EmailAddress correspondent : List.of(JANE, BOB)) {
            run.arrives(
                    answer("mail-1", correspondent)
                            .addressees(reverse(JANE), reverse(BOB), "carol@else.example")
                            .build());
        }

        assertThat(run.requests())
                .extracting(DeliveryRequest::notice)
                .containsExactlyInAnyOrder(null, null, NoticeKind.REPLY_WITHOUT_OTHERS);
    }

    @Test
    void theOwnersOwnAddressesAreNoOthers() {
        run.arrives(
                answer("mail-1", JANE)
                        .addressees(
                                reverse(JANE), "open+tag@relay.localhost", OWNER.email().value())
                        .build());

        assertThat(onlyRequest().task()).isEqualTo(DeliveryTask.REPLY);
    }

    @Test
    void aTokenThatNobodyHasIsDroppedAndSaysNothingAboutAnybody() {
        run.arrives(answer("mail-1", BOB).build());

        CanonicalRecord ending = onlyEnding();
        assertThat(ending.reason()).isEqualTo("unknown_reply_address");
        assertThat(ending.reply()).isTrue();
        assertThat(ending.account()).isNull();
        assertThat(ending.alias()).isNull();
    }

    @Test
    void whatIsNoTokenIsDroppedTheSameWay() {
        run.arrives(Mails.mail().to("jane@replies.relay.localhost").build());

        assertThat(onlyEnding().reason()).isEqualTo("unknown_reply_address");
        assertThat(run.requests()).isEmpty();
    }

    @Test
    void aStrangerWhoKnowsTheAddressGetsNowhereAndNobodyIsTold() {
        run.arrives(answer("mail-1", JANE).from("jane@shop.example").build());

        assertThat(onlyEnding().reason()).isEqualTo("reply_from_stranger");
        assertThat(run.requests()).isEmpty();
    }

    @Test
    void whoOnlyClaimsToBeTheOwnerGetsNowhereAndNobodyIsTold() {
        run.arrives(
                answer("mail-1", JANE)
                        .dmarc(Verdict.GRAY, DmarcPolicy.NONE)
                        .mailFrom("bounce@evil.example")
                        .build());

        assertThat(onlyEnding().reason()).isEqualTo("reply_unauthenticated");
        assertThat(run.requests()).isEmpty();
    }

    @Test
    void withoutPremiumTheOwnerIsToldThatTheAnswerWasNotSent() {
        run.known(Accounts.but(OWNER, draft -> draft.plan(Plan.FREE)));

        run.arrives(answer("mail-1", JANE).build());

        assertThat(onlyEnding().reason()).isEqualTo("reply_needs_premium");
        DeliveryRequest notice = onlyRequest();
        assertThat(notice.notice()).isEqualTo(NoticeKind.REPLY_NEEDS_PREMIUM);
        assertThat(notice.destination()).isEqualTo(OWNER.email());
        assertThat(notice.alias()).isEqualTo(ALIAS);
    }

    @Test
    void theOwnerIsToldOfEachAnswerButNotWithoutEnd() {
        run.known(Accounts.but(OWNER, draft -> draft.plan(Plan.FREE)));

        for (int number = 1; number <= 60; number++) {
            run.arrives(answer("mail-" + number, JANE).build());
        }
        assertThat(run.requests()).hasSize(50);

        run.passes(Duration.ofDays(1));
        run.arrives(answer("mail-61", JANE).build());
        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void answersHaveALimitOfTheirOwnAndTheOwnerIsToldWhenItIsReached() {
        for (int number = 1; number <= 4; number++) {
            run.arrives(answer("mail-" + number, JANE).build());
        }

        assertThat(run.requests())
                .extracting(DeliveryRequest::notice)
                .containsExactly(null, null, null, NoticeKind.REPLY_LIMIT);
        assertThat(onlyEnding().reason()).isEqualTo("reply_limit");
        assertThat(run.events())
                .extracting(AccountEvent::kind)
                .containsExactly(AccountEventKind.REPLY_LIMIT_REACHED);
    }

    @Test
    void anAliasThatIsDeletedSendsNothingAnyMore() {
        run.deleted(ALIAS.value());

        run.arrives(answer("mail-1", JANE).build());

        assertThat(onlyEnding().reason()).isEqualTo("deleted_alias");
    }

    @Test
    void anAutomaticAnswerIsDropped() {
        run.arrives(answer("mail-1", JANE).autoSubmitted().build());

        assertThat(onlyEnding().reason()).isEqualTo("automatic_reply");
    }

    @Test
    void anAddressIsForgottenWhenItWasNotUsedForLong() {
        run.passes(RETENTION.minusSeconds(10));
        run.arrives(answer("mail-1", JANE).build());
        assertThat(onlyRequest().task()).isEqualTo(DeliveryTask.REPLY);

        run.passes(RETENTION.minusSeconds(10));
        run.arrives(answer("mail-2", JANE).build());
        assertThat(onlyRequest().task()).isEqualTo(DeliveryTask.REPLY);

        run.passes(RETENTION.plusSeconds(10));
        run.arrives(answer("mail-3", JANE).build());
        assertThat(onlyEnding().reason()).isEqualTo("unknown_reply_address");
    }

    @Test
    void anAnswerWaitsForTheOwnersRow() {
        String other = UUID.randomUUID().toString();
        Account late = Accounts.but(OWNER, draft -> draft.id(other));
        SealedContext context =
                TopologyRun.SEALS
                        .replies()
                        .store(other, new ReplyContext(ALIAS_ID, ALIAS, JANE), run.now());
        run.put(Topics.REPLY_CONTEXTS, context.token(), context);
        run.arrives(
                answer("mail-1", JANE)
                        .to(TopologyRun.SEALS.replies().of(other, ALIAS_ID, JANE).value())
                        .build());
        assertThat(run.endings()).isEmpty();

        run.known(late);
        run.passes(Duration.ofSeconds(6));

        assertThat(onlyRequest().accountId()).isEqualTo(other);
    }

    @Test
    void theOwnerIsToldOfAnAnswerThatCouldNotBeSent() {
        run.arrives(answer("mail-1", JANE).build());

        run.reports(onlyRequest(), DeliveryCode.REFUSED);

        assertThat(onlyEnding().outcome()).isEqualTo(Outcome.REJECTED);
        DeliveryRequest notice = onlyRequest();
        assertThat(notice.notice()).isEqualTo(NoticeKind.REPLY_UNDELIVERED);
        assertThat(notice.destination()).isEqualTo(OWNER.email());
    }

    @Test
    void theOwnerIsToldWhenAnAnswerWouldShowTheOwnAddress() {
        run.arrives(answer("mail-1", JANE).build());

        run.reports(onlyRequest(), DeliveryCode.REPLY_SEALED);

        assertThat(onlyRequest().notice()).isEqualTo(NoticeKind.REPLY_SEALED);
    }

    @Test
    void whoAsksLearnsWhatTheRulesAboutRepliesSay() {
        Explanation explanation = run.asks(answer("question", JANE).from("a@b.example").build());

        assertThat(explanation.fate()).isEqualTo(Explanation.Fate.DROP);
        assertThat(explanation.reason()).isEqualTo("reply_from_stranger");
        assertThat(explanation.answers())
                .contains("reply_from_stranger: reply_from_stranger", "reply_limit_reached")
                .doesNotContain("alias_disabled");
    }

    private void knows(EmailAddress correspondent) {
        SealedContext context =
                TopologyRun.SEALS
                        .replies()
                        .store(
                                ACCOUNT,
                                new ReplyContext(ALIAS_ID, ALIAS, correspondent),
                                run.now());
        run.put(Topics.REPLY_CONTEXTS, context.token(), context);
    }

    private static String reverse(EmailAddress correspondent) {
        return TopologyRun.SEALS.replies().of(ACCOUNT, ALIAS_ID, correspondent).value();
    }

    private static Mails.Draft answer(String id, EmailAddress correspondent) {
        return Mails.mail()
                .id(id)
                .to(reverse(correspondent))
                .from(OWNER.email().value())
                .mailFrom(OWNER.email().value())
                .addressees(reverse(correspondent));
    }

    private DeliveryRequest onlyRequest() {
        List<DeliveryRequest> requests = run.requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private CanonicalRecord onlyEnding() {
        List<CanonicalRecord> endings = run.endings();
        assertThat(endings).hasSize(1);
        return endings.getFirst();
    }
}
