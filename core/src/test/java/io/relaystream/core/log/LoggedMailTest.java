package io.relaystream.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Aliases;
import io.relaystream.core.LedgerEntries;
import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.Transition;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What an owner is told of a mail that is on its way.
class LoggedMailTest {
    private static final Instant NOW = Mails.ACCEPTED.plusSeconds(1);
    private static final EmailAddress SENDER = new EmailAddress("sender@shop.example");
    private final Ledger ledger =
            new Ledger(Duration.ofMinutes(3), new Pseudonyms("0123456789abcdef"));

    @Test
    void aMailThatWasDecidedIsQueuedAndWasNotTried() {
        assertThat(LoggedMail.inFlight(queued(), NOW))
                .isEqualTo(
                        new LoggedMail(
                                Mails.ordinary().deliveryId(),
                                "mail-1",
                                "account-1",
                                "alias-1",
                                SENDER,
                                false,
                                null,
                                MailState.QUEUED,
                                0,
                                null,
                                null,
                                false,
                                Mails.RECEIVED,
                                NOW));
    }

    @Test
    void aMailThatWaitsSaysWhyAndForHowLong() {
        LoggedMail waiting = LoggedMail.inFlight(after(queued(), DeliveryCode.DEFERRED), NOW);

        assertThat(waiting.state()).isEqualTo(MailState.WAITING);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.code()).isEqualTo(DeliveryCode.DEFERRED);
        assertThat(waiting.nextAttemptAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void aMailThatIsTriedAgainAfterADoubtMayComeTwice() {
        LedgerEntry doubtful = after(queued(), DeliveryCode.NO_ANSWER);
        assertThat(LoggedMail.inFlight(doubtful, NOW).state()).isEqualTo(MailState.IN_DOUBT);

        LoggedMail again = LoggedMail.inFlight(entry(ledger.due(doubtful, NOW)), NOW);

        assertThat(again.state()).isEqualTo(MailState.QUEUED);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.code()).isEqualTo(DeliveryCode.NO_ANSWER);
        assertThat(again.nextAttemptAt()).isNull();
        assertThat(again.maybeDuplicate()).isTrue();
    }

    @Test
    void theEnvelopeSenderStandsForAnAuthorWhoIsNotKnown() {
        InboundMail mail = Mails.mail().malformedSender().mailFrom("bounce@lists.example").build();

        assertThat(LoggedMail.dropped(mail, "account-1", "alias-1", false, NOW).from())
                .isEqualTo(new EmailAddress("bounce@lists.example"));
        assertThat(
                        LoggedMail.dropped(
                                        Mails.mail().malformedSender().nullSender().build(),
                                        "account-1",
                                        "alias-1",
                                        false,
                                        NOW)
                                .from())
                .isNull();
    }

    /// It is the owner, or who only says so.
    @Test
    void aReplyNamesNoSender() {
        LoggedMail reply = LoggedMail.inFlight(Replies.entry(), NOW);
        assertThat(reply.reply()).isTrue();
        assertThat(reply.from()).isNull();

        assertThat(
                        LoggedMail.dropped(
                                        Replies.mail().build(), "account-1", "alias-1", true, NOW)
                                .from())
                .isNull();
    }

    @Test
    void aNoticeSaysWhatItIsAbout() {
        LedgerEntry notice =
                LedgerEntry.notify(
                        Notices.about(Aliases.open().address(), "cause", NOW),
                        NoticeKind.KEY_UNUSABLE,
                        "account-1",
                        "alias-1",
                        SENDER,
                        "en",
                        NOW);

        LoggedMail logged = LoggedMail.inFlight(notice, NOW);

        assertThat(logged.notice()).isEqualTo(NoticeKind.KEY_UNUSABLE);
        assertThat(logged.from()).isNull();
    }

    @Test
    void aDroppedMailHasEndedAndAPostponedOneComesAgain() {
        LoggedMail dropped = LoggedMail.dropped(Mails.ordinary(), "account-1", null, false, NOW);
        assertThat(dropped.state()).isEqualTo(MailState.ENDED);
        assertThat(dropped.from()).isEqualTo(SENDER);
        assertThat(dropped.attempts()).isZero();

        Instant until = NOW.plusSeconds(60);
        LoggedMail postponed =
                LoggedMail.postponed(Mails.ordinary(), "account-1", "alias-1", until, NOW);
        assertThat(postponed.state()).isEqualTo(MailState.POSTPONED);
        assertThat(postponed.nextAttemptAt()).isEqualTo(until);
    }

    private static LedgerEntry queued() {
        return LedgerEntries.forward(Mails.ordinary(), Mails.ACCEPTED, Duration.ZERO);
    }

    private LedgerEntry after(LedgerEntry entry, DeliveryCode code) {
        return entry(ledger.report(entry, DeliveryOutcome.of(entry.request(), code), NOW));
    }

    private static LedgerEntry entry(Transition transition) {
        return switch (transition) {
            case Transition.Remember(var next) -> next;
            case Transition.Attempt(var next) -> next;
            case Transition.End _, Transition.Ignore _ ->
                    throw new AssertionError("The mail must still be in flight, got " + transition);
        };
    }
}
