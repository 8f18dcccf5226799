package io.relaystream.processor.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.platform.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What providers report about sent mail, and what follows.
class FeedbackInTopologyTest {
    private static final EmailAddress OWNER = Accounts.active().email();
    @TempDir Path stateDir;
    private TopologyRun run;
    private int mails;

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
    void pausesForThirtyDaysAfterAHardBounce() {
        run.tells(bounce("p-1", OWNER, "account-1", "Permanent", "General"));

        arrive();
        run.passes(Duration.ofDays(30));
        arrive();

        assertThat(kinds()).containsExactly(AccountEventKind.HARD_BOUNCE);
        assertDropped("hard_bounce_pause");
        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void findsTheAccountByTheRecipientIfTheMailCarriedNoTag() {
        run.tells(bounce("p-1", OWNER, null, "Permanent", "General"));

        arrive();

        assertDropped("hard_bounce_pause");
    }

    @Test
    void followsTheAddressWhenItMovesFromOneAccountToAnother() {
        Account other = Accounts.but(Accounts.numbered(2), draft -> draft.email(OWNER));
        run.known(
                Accounts.but(
                        Accounts.active(),
                        draft -> draft.email(new EmailAddress("new@home.example"))));
        run.known(other, Aliases.of(other.id(), "other@relay.localhost"));

        run.tells(bounce("p-1", OWNER, null, "Permanent", "General"));
        arrive();
        run.arrives(Mails.to("other@relay.localhost"));

        assertThat(run.requests()).hasSize(1);
        assertDropped("hard_bounce_pause");
    }

    @Test
    void letsMailWaitForADayAfterASoftBounce() {
        run.tells(bounce("p-1", OWNER, "account-1", "Transient", "MailboxFull"));
        arrive();

        run.passes(Duration.ofHours(23));
        assertThat(run.requests()).isEmpty();
        assertThat(run.endings()).isEmpty();
        run.passes(Duration.ofHours(1));

        DeliveryRequest request = run.requests().getFirst();
        run.sent(request, 1);
        assertThat(run.endings().getFirst().heldMs()).isEqualTo(Duration.ofDays(1).toMillis());
    }

    @Test
    void dropsMailThatWaitedForFiveDays() {
        run.tells(bounce("p-0", OWNER, "account-1", "Transient", "MailboxFull"));
        run.arrives(Mails.mail().receivedAt(run.now()).build());

        for (int halfDay = 1; halfDay <= 10; halfDay++) {
            run.tells(bounce("p-" + halfDay, OWNER, "account-1", "Transient", "MailboxFull"));
            run.passes(Duration.ofHours(12));
        }

        assertThat(run.requests()).isEmpty();
        assertDropped("soft_bounce_pause");
    }

    @Test
    void decidesAPausedMailByWhatTheOwnerWantsThen() {
        run.tells(bounce("p-1", OWNER, "account-1", "Transient", "MailboxFull"));
        arrive();

        run.known(Accounts.inactive());
        run.passes(Duration.ofDays(1));

        assertDropped("account_inactive");
    }

    @Test
    void neverPausesForWhatIsAboutTheMailOrNoBounceAtAll() {
        run.tells(bounce("p-1", OWNER, "account-1", "Transient", "MessageTooLarge"));
        run.tells(bounce("p-2", OWNER, "account-1", "Permanent", "ContentRejected"));
        run.tells(bounce("p-3", OWNER, "account-1", "Transient", "General"));
        run.tells(bounce("p-4", OWNER, "account-1", "Undetermined", "Undetermined"));

        arrive();

        assertThat(run.requests()).hasSize(1);
        assertThat(run.events()).isEmpty();
    }

    @Test
    void doesNotPauseForTheMailboxThatTheOwnerHadBefore() {
        run.tells(
                bounce(
                        "p-1",
                        new EmailAddress("old@home.example"),
                        "account-1",
                        "Permanent",
                        "General"));

        arrive();

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void endsThePauseWhenTheOwnerMovesToAnotherMailbox() {
        run.tells(bounce("p-1", OWNER, "account-1", "Permanent", "General"));
        run.known(
                Accounts.but(
                        Accounts.active(),
                        draft -> draft.email(new EmailAddress("new@home.example"))));

        arrive();

        assertThat(run.requests()).hasSize(1);
    }

    @Test
    void pausesEveryAccountOfAReportWithManyRecipients() {
        Account other = Accounts.numbered(2);
        run.known(other, Aliases.of(other.id(), "other@relay.localhost"));

        run.tells(bounce("p-1", OWNER, null, "Permanent", "General"));
        run.tells(bounce("p-1", other.email(), null, "Permanent", "General"));

        assertThat(run.events())
                .extracting(AccountEvent::accountId)
                .containsExactly("account-1", "account-2");
    }

    @Test
    void ignoresWhatIsAboutNobodysMail() {
        run.tells(
                bounce(
                        "p-1",
                        new EmailAddress("stranger@home.example"),
                        null,
                        "Permanent",
                        "General"));
        run.tells(bounce("p-2", null, null, "Permanent", "General"));
        run.tells(bounce("p-3", OWNER, "account-gone", "Permanent", "General"));

        arrive();

        assertThat(run.requests()).hasSize(1);
        assertThat(run.events()).isEmpty();
    }

    @Test
    void switchesSpamDroppingOnAfterTheFirstComplaintOnly() {
        run.tells(complaint("p-1", "account-1", "abuse"));
        run.tells(complaint("p-2", "account-1", "abuse"));

        assertThat(kinds())
                .containsExactly(
                        AccountEventKind.COMPLAINT,
                        AccountEventKind.SPAM_DROPPING_ON,
                        AccountEventKind.COMPLAINT);
    }

    @Test
    void countsAComplaintOnceThoughItComesInBothFormatsAndAgain() {
        run.tells(complaint("p-1", "account-1", "abuse"));
        run.tells(complaint("p-1", null, "abuse"));
        run.tells(complaint("p-1", "account-1", "abuse"));

        assertThat(kinds())
                .containsExactly(AccountEventKind.COMPLAINT, AccountEventKind.SPAM_DROPPING_ON);
    }

    @Test
    void takesNoComplaintForWhatSaysThatItIsNoSpam() {
        run.tells(complaint("p-1", "account-1", "not-spam"));

        assertThat(run.events()).isEmpty();
    }

    @Test
    void switchesTheAliasOffAfterASecondComplaintAboutItAndTellsTheOwnerOnce() {
        // Given
        arrive();
        run.sent(run.requests().getFirst(), 100);
        run.events();

        // When
        run.tells(complaint("p-1", "account-1", "abuse"));
        run.tells(complaint("p-2", "account-1", "abuse"));
        run.tells(complaint("p-3", "account-1", "abuse"));

        // Then
        assertThat(run.events())
                .filteredOn(event -> event.kind() == AccountEventKind.ALIAS_SWITCHED_OFF)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.aliasId()).isEqualTo("alias-1"));
        assertThat(run.requests())
                .singleElement()
                .satisfies(
                        request -> {
                            assertThat(request.task()).isEqualTo(DeliveryTask.NOTIFY);
                            assertThat(request.notice()).isEqualTo(NoticeKind.ALIAS_SWITCHED_OFF);
                            assertThat(request.destination()).isEqualTo(OWNER);
                            assertThat(request.alias()).isEqualTo(Aliases.open().address());
                        });
        assertThat(requireNonNull(run.stats().get("alias-1")).complaints()).isEqualTo(3);
    }

    @Test
    void recordsANoticeApartFromTheMailThatCameIn() {
        arrive();
        run.sent(run.requests().getFirst(), 100);
        run.tells(complaint("p-1", "account-1", "abuse"));
        run.tells(complaint("p-2", "account-1", "abuse"));
        run.endings();
        long forwarded = requireNonNull(run.stats().get("account-1")).forwarded();

        run.sent(run.requests().getFirst(), 50);

        CanonicalRecord ending = run.endings().getFirst();
        assertThat(ending.notice()).isEqualTo(NoticeKind.ALIAS_SWITCHED_OFF);
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(run.stats()).isEmpty();
        assertThat(forwarded).isEqualTo(1);
    }

    @Test
    void resolvesADoubtByTheProvidersEvent() {
        arrive();
        DeliveryRequest request = run.requests().getFirst();
        run.reports(request, DeliveryCode.STARTED);
        run.reports(request, DeliveryCode.NO_ANSWER);

        run.tells(about(request, FeedbackKind.SEND, "account-1"));
        run.passes(TopologyRun.DOUBT_WAIT);

        assertThat(run.requests()).isEmpty();
        CanonicalRecord ending = run.endings().getFirst();
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(ending.providerId()).isEqualTo("p-1");
        assertThat(ending.maybeDuplicate()).isFalse();
    }

    @Test
    void doesNotLetOneAccountsReportEndAnothersMail() {
        arrive();
        DeliveryRequest request = run.requests().getFirst();

        run.tells(about(request, FeedbackKind.SEND, "account-2"));

        assertThat(run.endings()).isEmpty();
    }

    @Test
    void readsAReportThatComesToTheBounceAddressOfAnAccount() {
        // Given
        String account = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
        run.known(Accounts.but(Accounts.active(), draft -> draft.id(account)));

        // When
        run.arrives(report(account, OWNER).build());
        DeliveryRequest request = run.requests().getFirst();
        run.reports(request, DeliveryCode.REPORT_READ);

        // Then
        assertThat(request.task()).isEqualTo(DeliveryTask.READ_REPORT);
        assertThat(request.accountId()).isEqualTo(account);
        assertThat(request.destination()).isEqualTo(OWNER);
        assertDropped("bounce_report");
        assertThat(run.stats()).isEmpty();
    }

    /// Nothing about an account decides whether a report is read.
    @Test
    void readsAReportAtOnceThatComesBeforeTheAccountIsKnown() {
        run.arrives(report("0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11", OWNER).build());

        assertThat(run.requests().getFirst().task()).isEqualTo(DeliveryTask.READ_REPORT);
    }

    @Test
    void knowsAReportAboutTheMailboxThatTheOwnerHadBefore() {
        String account = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
        run.known(Accounts.but(Accounts.active(), draft -> draft.id(account)));

        InboundMail report = report(account, new EmailAddress("old@home.example")).build();
        run.arrives(report);

        assertThat(run.requests().getFirst().destination()).isEqualTo(report.recipient());
    }

    /// The token tells the account's id to whoever reads it.
    @Test
    void keepsNoBounceAddressInTheRecord() {
        String account = "0b7e6f0c-8a43-4a35-9b1e-0d1f5f0a7c11";
        run.known(Accounts.but(Accounts.active(), draft -> draft.id(account)));

        run.arrives(report(account, OWNER).received(99).build());
        run.passes(Duration.ofDays(20));
        run.arrives(report(account, OWNER).id("mail-2").build());
        run.passes(Duration.ofDays(20));

        assertThat(run.endings()).isNotEmpty().allMatch(ending -> ending.tag() == null);
    }

    private Mails.Draft report(String account, EmailAddress mailbox) {
        EmailAddress address = TopologyRun.SEALS.bounces().of(account, mailbox, run.now());
        return Mails.mail().to(address.value()).nullSender();
    }

    @Test
    void dropsMailThatWaitedIfItsAliasIsSwitchedOffOrDeletedMeanwhile() {
        run.known(Accounts.active(), Aliases.open(), Aliases.at("two@relay.localhost"));
        run.tells(bounce("p-1", OWNER, "account-1", "Transient", "MailboxFull"));
        run.arrives(Mails.numbered(1));
        run.arrives(Mails.mail().id("mail-2").to("two@relay.localhost").build());

        run.known(Accounts.active(), Aliases.switchedOff());
        run.put(Topics.ALIASES, "two@relay.localhost", null);
        run.deleted("two@relay.localhost");
        run.passes(Duration.ofDays(1));

        assertThat(run.requests()).isEmpty();
        assertThat(run.endings())
                .extracting(CanonicalRecord::reason)
                .containsExactlyInAnyOrder("alias_disabled", "deleted_alias");
    }

    @Test
    void pausesForAHardBounceThoughTheSameMailHadAnAutomaticAnswer() {
        run.tells(bounce("p-1", OWNER, "account-1", "Transient", "General"));
        run.tells(bounce("p-1", OWNER, "account-1", "Permanent", "General"));

        assertThat(kinds()).containsExactly(AccountEventKind.HARD_BOUNCE);
    }

    /// By default SES shows no headers in the notifications of an identity, only in events.
    @Test
    void countsAComplaintForTheAliasThoughTheFormatThatDoesNotNameItComesFirst() {
        arrive();
        run.sent(run.requests().getFirst(), 100);
        for (String id : List.of("p-1", "p-2")) {
            run.tells(complaint(id, null, "abuse", null));
            run.tells(complaint(id, "account-1", "abuse"));
        }

        assertThat(kinds())
                .contains(AccountEventKind.ALIAS_SWITCHED_OFF)
                .filteredOn(kind -> kind == AccountEventKind.COMPLAINT)
                .hasSize(2);
    }

    @Test
    void countsTheBytesOfAMailWhoseEventComesBeforeTheWorkersReport() {
        arrive();
        DeliveryRequest request = run.requests().getFirst();
        run.reports(request, DeliveryCode.STARTED);

        run.tells(about(request, FeedbackKind.SEND, "account-1"));
        run.sent(request, 1_000);

        assertThat(run.endings())
                .singleElement()
                .extracting(CanonicalRecord::sizeBytes)
                .isEqualTo(1_000L);
        assertThat(run.events()).last().extracting(AccountEvent::forwardedBytes).isEqualTo(1_000L);
    }

    private void arrive() {
        run.arrives(mail(++mails));
    }

    private static InboundMail mail(int number) {
        return Mails.numbered(number);
    }

    private List<AccountEventKind> kinds() {
        return run.events().stream().map(AccountEvent::kind).toList();
    }

    private Feedback bounce(
            String providerId,
            @Nullable EmailAddress recipient,
            @Nullable String account,
            String type,
            String subType) {
        return new Feedback(
                FeedbackKind.BOUNCE,
                providerId,
                recipient,
                null,
                account,
                null,
                type,
                subType,
                null,
                null,
                run.now());
    }

    private Feedback complaint(String providerId, @Nullable String account, String type) {
        return complaint(providerId, account, type, Aliases.open().address());
    }

    private Feedback complaint(
            String providerId,
            @Nullable String account,
            String type,
            @Nullable EmailAddress alias) {
        return new Feedback(
                FeedbackKind.COMPLAINT,
                providerId,
                OWNER,
                null,
                account,
                alias,
                type,
                null,
                null,
                null,
                run.now());
    }

    private Feedback about(DeliveryRequest request, FeedbackKind kind, String account) {
        return new Feedback(
                kind,
                "p-1",
                OWNER,
                request.deliveryId(),
                account,
                null,
                null,
                null,
                null,
                null,
                run.now());
    }

    private void assertDropped(String reason) {
        assertThat(run.endings())
                .singleElement()
                .extracting(CanonicalRecord::reason)
                .isEqualTo(reason);
    }
}
