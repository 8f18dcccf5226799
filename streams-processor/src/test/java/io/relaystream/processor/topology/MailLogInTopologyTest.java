package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What owners are told of where their mail is.
class MailLogInTopologyTest {
    @TempDir Path stateDir;
    private TopologyRun run;

    @BeforeEach
    void start() {
        run = new TopologyRun(stateDir);
        run.known(Accounts.active(), Aliases.open());
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void hasOneRecordOfAnOrdinaryMail() {
        run.arrives(Mails.ordinary());
        run.arrives(Mails.ordinary());
        DeliveryRequest request = run.requests().getFirst();
        run.reports(request, DeliveryCode.STARTED);
        run.reports(request, DeliveryCode.SENT);

        LoggedMail logged = onlyLogged();
        assertThat(logged.state()).isEqualTo(MailState.QUEUED);
        assertThat(logged.deliveryId()).isEqualTo(request.deliveryId());
        assertThat(logged.accountId()).isEqualTo("account-1");
        assertThat(logged.aliasId()).isEqualTo("alias-1");
        assertThat(logged.from()).isEqualTo(Mails.ordinary().from());
        assertThat(logged.at()).isEqualTo(run.now());
    }

    @Test
    void tellsWhoseTheDroppedMailWas() {
        run.arrives(Mails.virus(Verdict.FAIL));

        LoggedMail logged = onlyLogged();
        assertThat(logged.state()).isEqualTo(MailState.ENDED);
        assertThat(logged.accountId()).isEqualTo("account-1");
        assertThat(logged.aliasId()).isEqualTo("alias-1");
        assertThat(logged.deliveryId()).isEqualTo(onlyEnding().deliveryId());
    }

    @Test
    void tellsWhenAMailWaitsAndWhenItIsTriedAgain() {
        run.arrives(Mails.ordinary());
        run.log();
        DeliveryRequest first = run.requests().getFirst();
        run.reports(first, DeliveryCode.STARTED);
        assertThat(run.log()).isEmpty();

        run.reports(first, DeliveryCode.DEFERRED);
        LoggedMail waiting = onlyLogged();
        assertThat(waiting.state()).isEqualTo(MailState.WAITING);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.code()).isEqualTo(DeliveryCode.DEFERRED);
        assertThat(waiting.nextAttemptAt()).isEqualTo(run.now().plusSeconds(30));

        run.passes(Duration.ofSeconds(30));
        LoggedMail again = onlyLogged();
        assertThat(again.state()).isEqualTo(MailState.QUEUED);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.nextAttemptAt()).isNull();
    }

    @Test
    void tellsWhenItIsInDoubtWhetherAMailWasSent() {
        run.arrives(Mails.ordinary());
        run.reports(run.requests().getFirst(), DeliveryCode.STARTED);
        run.log();

        run.passes(Duration.ofSeconds(60));
        LoggedMail doubtful = onlyLogged();
        assertThat(doubtful.state()).isEqualTo(MailState.IN_DOUBT);
        assertThat(doubtful.code()).isEqualTo(DeliveryCode.DEADLINE_PASSED);
        assertThat(doubtful.nextAttemptAt()).isEqualTo(run.now().plus(TopologyRun.DOUBT_WAIT));

        run.passes(TopologyRun.DOUBT_WAIT);
        assertThat(onlyLogged().maybeDuplicate()).isTrue();
    }

    @Test
    void tellsWhenAMailWaitsForThePausedMailboxAndWhenItWasDecidedAnew() {
        run.tells(
                new Feedback(
                        FeedbackKind.BOUNCE,
                        "p-1",
                        Accounts.active().email(),
                        null,
                        "account-1",
                        null,
                        "Transient",
                        "MailboxFull",
                        null,
                        null,
                        run.now()));
        run.arrives(Mails.ordinary());

        LoggedMail postponed = onlyLogged();
        assertThat(postponed.state()).isEqualTo(MailState.POSTPONED);
        assertThat(postponed.aliasId()).isEqualTo("alias-1");
        assertThat(postponed.nextAttemptAt()).isEqualTo(run.now().plus(Duration.ofDays(1)));

        run.passes(Duration.ofDays(1));
        assertThat(onlyLogged().state()).isEqualTo(MailState.QUEUED);
    }

    @Test
    void saysNothingOfMailToNobody() {
        run.arrives(Mails.to("nobody@relay.localhost"));
        run.tablesAreFresh();

        assertThat(onlyEnding().account()).isNull();
        assertThat(run.log()).isEmpty();
    }

    @Test
    void saysNothingOfAMailThatIsOnlyAskedAbout() {
        assertThat(run.asks(Mails.ordinary()).reason()).isNull();

        assertThat(run.log()).isEmpty();
    }

    @Test
    void tellsOfAReplyAndOfTheNoticeThatItWasNotSent() {
        // Given
        Account owner =
                Accounts.but(
                        Accounts.premium(),
                        draft -> draft.id("5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11"));
        run.known(owner);
        SealedContext context =
                TopologyRun.SEALS.replies().store(owner.id(), Replies.CONTEXT, run.now());
        run.put(Topics.REPLY_CONTEXTS, context.token(), context);
        InboundMail reply = Replies.mail().to(reverse(owner)).build();

        // When
        run.arrives(reply);
        LoggedMail queued = onlyLogged();
        run.known(Accounts.but(owner, draft -> draft.plan(Plan.FREE)));
        run.arrives(Replies.mail().id("mail-2").to(reverse(owner)).build());

        // Then
        assertThat(queued.reply()).isTrue();
        assertThat(queued.from()).isNull();
        assertThat(queued.aliasId()).isEqualTo("alias-1");
        assertThat(run.log())
                .extracting(LoggedMail::state, LoggedMail::reply, LoggedMail::notice)
                .containsExactly(
                        tuple(MailState.ENDED, true, null),
                        tuple(MailState.QUEUED, false, NoticeKind.REPLY_NEEDS_PREMIUM));
    }

    @Test
    void tellsOfAReportWithoutAnAlias() {
        String account = "5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11";
        EmailAddress bounces =
                TopologyRun.SEALS.bounces().of(account, Accounts.active().email(), run.now());
        run.arrives(Mails.mail().nullSender().to(bounces.value()).build());

        LoggedMail logged = onlyLogged();
        assertThat(logged.accountId()).isEqualTo(account);
        assertThat(logged.aliasId()).isNull();
    }

    @Test
    void forwardsWhatTheOwnerAskedForAgainOnce() {
        String off = "off@relay.localhost";
        run.known(Accounts.active(), Aliases.switchedOffAt(off));
        InboundMail mail = Mails.to(off);
        run.arrives(mail);
        assertThat(onlyEnding().reason()).isEqualTo("alias_disabled");

        run.arrives(mail.askedForAgain(run.now()));
        run.arrives(mail.askedForAgain(run.now().plusSeconds(1)));

        DeliveryRequest request = assertThat(run.requests()).singleElement().actual();
        assertThat(request.objectKey()).isEqualTo(mail.objectKey());
        run.sent(request, 100);
        assertThat(onlyEnding().messageId()).isEqualTo("mail-1~redelivery");
    }

    private static String reverse(Account owner) {
        return TopologyRun.SEALS
                .replies()
                .of(owner.id(), Replies.CONTEXT.aliasId(), Replies.CORRESPONDENT)
                .value();
    }

    private LoggedMail onlyLogged() {
        return assertThat(run.log()).singleElement().actual();
    }

    private CanonicalRecord onlyEnding() {
        return assertThat(run.endings()).singleElement().actual();
    }
}
