package io.relaystream.processor.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.seal.BounceAddresses;
import io.relaystream.pgp.OwnersKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.delivery.MessageStore.Opened;
import io.relaystream.processor.mime.Reports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BounceAddresses BOUNCES = Requests.SEALS.bounces();

    private static final OwnersKey KEY = OwnersKey.curve25519();

    private final FakeClock clock = new FakeClock();
    private final FakeStore store = FakeStore.withMails(3);
    private final FakeSender sender = new FakeSender();
    private final FakeScratch scratch = new FakeScratch();
    private final List<Feedback> feedback = new CopyOnWriteArrayList<>();
    private final AtomicBoolean feedbackIsSafe = new AtomicBoolean(true);
    private final List<SealedContext> contexts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean contextsAreSafe = new AtomicBoolean(true);
    private final List<DeliveryOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final DeliveryWorker worker = worker(Requests.limits(2), metrics);

    @Test
    void fetchesRewritesSendsAndReports() throws InterruptedException {
        String mail = "From: jane@shop.example\r\n\r\nHi\r\n";

        deliver(Requests.ordinary());

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.deliveryId()).isEqualTo("delivery-1");
                            assertThat(sent.accountId()).isEqualTo(Requests.ACCOUNT);
                            assertThat(BOUNCES.accountId(sent.from(), clock.instant()))
                                    .contains(Requests.ACCOUNT);
                            assertThat(sent.to().value()).isEqualTo("owner@home.example");
                            assertThat(new String(sent.content().toBytes(), ISO_8859_1))
                                    .contains("From: \"jane at shop.example via Relaystream\"")
                                    .endsWith("\r\n\r\nHi\r\n");
                        });
        assertThat(outcomes)
                .singleElement()
                .satisfies(
                        outcome -> {
                            assertThat(outcome.code()).isEqualTo(DeliveryCode.SENT);
                            assertThat(outcome.providerId()).isEqualTo("id-of-delivery-1");
                            assertThat(outcome.sizeBytes()).isEqualTo(mail.length());
                            assertThat(outcome.attempt()).isEqualTo(1);
                        });
        assertThat(store.open()).isZero();
        assertThat(metrics.timer(Metric.DELIVERY_ATTEMPTS.id(), "code", "sent").count())
                .isEqualTo(1);
        assertThat(metrics.timer(Metric.SEND.id(), "provider", "smtp", "code", "sent").count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "UNREACHABLE",
                "DEFERRED",
                "THROTTLED",
                "SENDER_REFUSED",
                "REFUSED",
                "NO_ANSWER"
            })
    void reportsWhatTheProviderSaid(DeliveryCode code) throws InterruptedException {
        sender.answers(_ -> SendResult.of(code));

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(code);
    }

    @Test
    void reportsAMissingMail() throws InterruptedException {
        deliver(Requests.numbered(99));

        assertThat(codes()).containsExactly(DeliveryCode.CONTENT_MISSING);
    }

    @Test
    void reportsAStoreThatIsAway() throws InterruptedException {
        store.answers("emails/1", Opened.Unavailable::new);

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void neverSendsAMailThatBreaksOff() throws InterruptedException {
        store.breaksOff("emails/1");

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.STORAGE_UNAVAILABLE);
        assertThat(sender.mails()).isEmpty();
        assertThat(store.open()).isZero();
    }

    @Test
    void countsADefectWhileSendingAsDoubt() throws InterruptedException {
        sender.answers(
                _ -> {
                    throw new IllegalStateException("a defect");
                });

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.NO_ANSWER);
    }

    @Test
    void countsADefectWhileFetchingAsNotSent() throws InterruptedException {
        store.answers(
                "emails/1",
                () -> {
                    throw new IllegalStateException("a defect");
                });

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void writesANoticeAndSendsItWithoutFetchingAnything() throws InterruptedException {
        deliver(Requests.notice(NoticeKind.ALIAS_SWITCHED_OFF, Requests.ALIAS));

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.to()).isEqualTo(Requests.OWNER);
                            assertThat(BOUNCES.accountId(sent.from(), clock.instant()))
                                    .contains(Requests.ACCOUNT);
                            assertThat(new String(sent.content().toBytes(), ISO_8859_1))
                                    .contains("Your alias open@relay.localhost is switched off");
                        });
        assertThat(store.requests()).isZero();
        assertThat(outcomes)
                .singleElement()
                .satisfies(
                        outcome -> {
                            assertThat(outcome.code()).isEqualTo(DeliveryCode.SENT);
                            assertThat(outcome.providerId()).isEqualTo("id-of-delivery-1");
                            assertThat(outcome.sizeBytes()).isZero();
                        });
    }

    @Test
    void reportsWhatTheProviderSaidOfANotice() throws InterruptedException {
        sender.answers(_ -> SendResult.of(DeliveryCode.DEFERRED));

        deliver(Requests.notice(NoticeKind.ALIAS_SWITCHED_OFF, Requests.ALIAS));

        assertThat(codes()).containsExactly(DeliveryCode.DEFERRED);
    }

    @Test
    void countsADefectWhileWritingANoticeAsNotSent() throws InterruptedException {
        deliver(Requests.noticeWithoutKind());

        assertThat(codes()).containsExactly(DeliveryCode.REWRITE_FAILED);
        assertThat(sender.mails()).isEmpty();
    }

    @Test
    void tellsWhatAReportSaysAndSendsNothing() throws IOException, InterruptedException {
        byte[] report = Reports.golden("postfix");
        store.holds("emails/1", new String(report, ISO_8859_1));

        deliver(Requests.report());

        assertThat(feedback)
                .singleElement()
                .satisfies(
                        bounce -> {
                            assertThat(bounce.kind()).isEqualTo(FeedbackKind.BOUNCE);
                            assertThat(bounce.accountId()).isEqualTo(Requests.ACCOUNT);
                            assertThat(bounce.status()).isEqualTo("5.1.1");
                        });
        assertThat(outcomes)
                .singleElement()
                .satisfies(
                        outcome -> {
                            assertThat(outcome.code()).isEqualTo(DeliveryCode.REPORT_READ);
                            assertThat(outcome.sizeBytes()).isEqualTo(report.length);
                        });
        assertThat(sender.mails()).isEmpty();
        assertThat(store.open()).isZero();
    }

    /// The other things that come to the address that we send from.
    @Test
    void isDoneWithAMailThatIsNoReport() throws InterruptedException {
        feedbackIsSafe.set(false);

        deliver(Requests.report());

        assertThat(codes()).containsExactly(DeliveryCode.REPORT_READ);
        assertThat(feedback).isEmpty();
    }

    @Test
    void readsAReportAgainWhenItCouldNotTellWhatItSays() throws IOException, InterruptedException {
        store.holds("emails/1", new String(Reports.golden("postfix"), ISO_8859_1));
        feedbackIsSafe.set(false);

        deliver(Requests.report());

        assertThat(codes()).containsExactly(DeliveryCode.REPORT_UNWRITTEN);
    }

    @Test
    void reportsAMissingReport() throws InterruptedException {
        store.answers("emails/1", Opened.Missing::new);

        deliver(Requests.report());

        assertThat(codes()).containsExactly(DeliveryCode.CONTENT_MISSING);
    }

    @Test
    void reportsAStoreThatIsAwayForAReport() throws InterruptedException {
        store.answers("emails/1", Opened.Unavailable::new);

        deliver(Requests.report());

        assertThat(codes()).containsExactly(DeliveryCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void countsADefectWhileTellingAsUnwritten() throws IOException, InterruptedException {
        store.holds("emails/1", new String(Reports.golden("postfix"), ISO_8859_1));
        DeliveryWorker defective =
                worker(
                        (_, _) -> {
                            throw new IllegalStateException("a defect");
                        },
                        Requests.limits(2),
                        new SimpleMeterRegistry());

        defective.begin(Requests.report(), clock.instant());

        assertThat(defective.awaitIdle(PATIENCE)).isTrue();
        assertThat(codes()).containsExactly(DeliveryCode.REPORT_UNWRITTEN);
    }

    @Test
    void doesNotTellWhatBecameTooLate() throws IOException, InterruptedException {
        byte[] report = Reports.golden("postfix");
        store.answers(
                "emails/1",
                () ->
                        store.found(
                                report.length,
                                () -> {
                                    clock.advance(DeliveryWorker.START_LIMIT);
                                    return report;
                                }));

        deliver(Requests.report());

        assertThat(codes()).containsExactly(DeliveryCode.NOT_BEGUN);
        assertThat(feedback).isEmpty();
    }

    @Test
    void doesNotBeginWhatIsTooLate() throws InterruptedException {
        var startedAt = clock.instant();
        clock.advance(DeliveryWorker.START_LIMIT);

        worker.begin(Requests.ordinary(), startedAt);

        assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        assertThat(codes()).containsExactly(DeliveryCode.NOT_BEGUN);
        assertThat(store.requests()).isZero();
    }

    /// The process was frozen while it read the mail: by now the ledger may have given it to
    /// another worker.
    @Test
    void doesNotSendWhatBecameTooLate() throws InterruptedException {
        byte[] mail = "From: a@b.example\r\n\r\n".getBytes(ISO_8859_1);
        store.answers(
                "emails/1",
                () ->
                        store.found(
                                mail.length,
                                () -> {
                                    clock.advance(DeliveryWorker.START_LIMIT);
                                    return mail;
                                }));

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.NOT_BEGUN);
        assertThat(sender.mails()).isEmpty();
    }

    @Test
    void isOverBeforeTheLedgerGivesUp() {
        Duration fetch = MessageStore.LIMIT.plus(DeliveryWorker.MEMORY_PATIENCE);
        Duration margin = Duration.ofSeconds(5);

        assertThat(fetch).isLessThan(DeliveryWorker.START_LIMIT);
        assertThat(DeliveryWorker.START_LIMIT.plus(MailSender.LIMIT).plus(margin))
                .isLessThanOrEqualTo(Ledger.DEADLINE);
        assertThat(FeedbackWriter.LIMIT).isLessThanOrEqualTo(MailSender.LIMIT);
    }

    @Test
    void takesNoMoreThanItsLimit() throws InterruptedException {
        CountDownLatch answer = holdSending();
        worker.begin(Requests.numbered(1), clock.instant());
        worker.begin(Requests.numbered(2), clock.instant());

        assertThat(worker.room()).isZero();
        assertThat(metrics.get(Metric.DELIVERIES_IN_FLIGHT.id()).gauge().value()).isEqualTo(2);
        assertThatThrownBy(() -> worker.begin(Requests.numbered(3), clock.instant()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A worker must have room to begin, got 2 of 2 mails in flight");
        assertThat(worker.awaitIdle(Duration.ofMillis(10))).isFalse();

        answer.countDown();
        assertThat(worker.awaitIdle(PATIENCE)).isTrue();
        assertThat(worker.room()).isEqualTo(2);
        assertThat(codes()).containsExactly(DeliveryCode.SENT, DeliveryCode.SENT);
    }

    @Test
    void takesAllMemoryForAMailThatNeedsMore() throws InterruptedException {
        store.holds("emails/1", "From: a@b.example\r\n\r\n" + "x".repeat(20_000));
        DeliveryWorker small =
                worker(new DeliveryLimits(2, 1024, Requests.LARGEST), new SimpleMeterRegistry());

        small.begin(Requests.ordinary(), clock.instant());

        assertThat(small.awaitIdle(PATIENCE)).isTrue();
        assertThat(codes()).containsExactly(DeliveryCode.SENT);
    }

    @Test
    void tellsTheOwnerOfAMailThatIsTooLargeToBeSent() throws InterruptedException {
        byte[] head = "From: Jane <jane@shop.example>\r\nSubject: Hi\r\n\r\n".getBytes(ISO_8859_1);
        store.answers("emails/1", () -> store.found(2L << 40, () -> head));

        deliver(Requests.ordinary());

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.deliveryId()).isEqualTo("delivery-1-too_large");
                            assertThat(sent.to()).isEqualTo(Requests.OWNER);
                            assertThat(new String(sent.content().toBytes(), ISO_8859_1))
                                    .contains("Subject: Hi\r\n    Size:    2199023.3 MB\r\n")
                                    .contains(
                                            "https://relay.example/mail/"
                                                    + Requests.SEALS
                                                            .mails()
                                                            .token(
                                                                    "relay-mail",
                                                                    "emails/1",
                                                                    Requests.RECEIVED));
                        });
        assertThat(outcomes)
                .singleElement()
                .satisfies(
                        outcome -> {
                            assertThat(outcome.code()).isEqualTo(DeliveryCode.TOO_LARGE);
                            assertThat(outcome.sizeBytes()).isEqualTo(2L << 40);
                        });
    }

    /// What is added to it makes it too large.
    @Test
    void tellsTheOwnerOfAMailThatBecomesTooLarge() throws InterruptedException {
        String mail = "From: jane@shop.example\r\n\r\n";
        store.holds("emails/1", mail + "x".repeat((int) Requests.LARGEST - mail.length()));

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.TOO_LARGE);
    }

    /// Its limit may be lower than ours.
    @Test
    void tellsTheOwnerOfAMailThatTheProviderFindsTooLarge() throws InterruptedException {
        sender.answers(
                mail ->
                        mail.deliveryId().equals("delivery-1")
                                ? SendResult.of(DeliveryCode.TOO_LARGE)
                                : SendResult.sent("notice"));

        deliver(Requests.ordinary());

        assertThat(sender.mails())
                .extracting(OutgoingMail::deliveryId)
                .containsExactly("delivery-1", "delivery-1-too_large");
        assertThat(new String(sender.mails().getLast().content().toBytes(), ISO_8859_1))
                .contains("is too large to be forwarded", "https://relay.example/mail/");
        assertThat(codes()).containsExactly(DeliveryCode.TOO_LARGE);
    }

    /// Then nobody has told the owner.
    @Test
    void isRefusedByAProviderThatFindsEverythingTooLarge() throws InterruptedException {
        sender.answers(_ -> SendResult.of(DeliveryCode.TOO_LARGE));

        deliver(Requests.ordinary());

        assertThat(sender.mails()).hasSize(2);
        assertThat(codes()).containsExactly(DeliveryCode.REFUSED);
    }

    @Test
    void tellsTheOwnerAgainWhenItCouldNotBeTold() throws InterruptedException {
        store.answers("emails/1", () -> store.found(2L << 40, () -> new byte[0]));
        sender.answers(_ -> SendResult.of(DeliveryCode.DEFERRED));

        deliver(Requests.ordinary());

        assertThat(codes()).containsExactly(DeliveryCode.DEFERRED);
    }

    @Test
    void encryptsAMailToTheOwnersKey() throws InterruptedException {
        store.holds("emails/1", "From: jane@shop.example\r\nSubject: Secret\r\n\r\nIn clear\r\n");

        deliver(Requests.encrypted(KEY.armour()));

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.deliveryId()).isEqualTo("delivery-1");
                            String mail = new String(sent.content().toBytes(), ISO_8859_1);
                            assertThat(mail)
                                    .contains("Subject: ...\r\n")
                                    .doesNotContain("Secret", "In clear");
                            assertThat(new String(KEY.decrypt(armour(mail)), ISO_8859_1))
                                    .contains("Subject: Secret\r\n")
                                    .endsWith("\r\n\r\nIn clear\r\n");
                        });
        assertThat(codes()).containsExactly(DeliveryCode.SENT);
        assertThat(scratch.kept()).isZero();
    }

    /// What we could not read may be what the owner wants nobody to read.
    @Test
    void encryptsAMailThatCannotBeRead() throws InterruptedException {
        store.holds("emails/1", "no header, in clear");

        deliver(Requests.encrypted(KEY.armour()));

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            String mail = new String(sent.content().toBytes(), ISO_8859_1);
                            assertThat(mail).doesNotContain("in clear");
                            assertThat(new String(KEY.decrypt(armour(mail)), ISO_8859_1))
                                    .contains("no header, in clear");
                        });
        assertThat(outcomes).extracting(DeliveryOutcome::wrapped).containsExactly(true);
    }

    @Test
    void doesNotEncryptWhatCameEncrypted() throws InterruptedException {
        String mail =
                """
                From: jane@shop.example
                Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

                --b
                """;
        store.holds("emails/1", mail);

        deliver(Requests.encrypted(KEY.armour()));

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent ->
                                assertThat(new String(sent.content().toBytes(), ISO_8859_1))
                                        .contains("boundary=b\r\n")
                                        .endsWith("\r\n\r\n--b\n"));
    }

    /// Nothing is fetched for it: such a mail may be tried for days.
    @ParameterizedTest
    @MethodSource("unusableKeys")
    void sendsNothingInClearWhenTheKeyIsUnusable(String key) throws InterruptedException {
        deliver(Requests.encrypted(key));

        assertThat(codes()).containsExactly(DeliveryCode.KEY_UNUSABLE);
        assertThat(sender.mails()).isEmpty();
        assertThat(store.requests()).isZero();
    }

    static Stream<String> unusableKeys() {
        return Stream.of(
                "",
                "garbage",
                OwnersKey.signingOnly().armour(),
                OwnersKey.shortLived().armour(),
                KEY.armour().substring(0, 300));
    }

    @Test
    void sendsNothingInClearWhenItCannotBeEncrypted() throws InterruptedException {
        scratch.fill();

        deliver(Requests.encrypted(KEY.armour()));

        assertThat(codes()).containsExactly(DeliveryCode.REWRITE_FAILED);
        assertThat(sender.mails()).isEmpty();
    }

    /// The encrypted mail is a third larger.
    @Test
    void tellsTheOwnerInSecretOfAMailThatIsTooLargeWhenEncrypted() throws InterruptedException {
        String header = "From: jane@shop.example\r\nSubject: Secret\r\n\r\n";
        store.holds("emails/1", header + "x".repeat((int) Requests.LARGEST * 9 / 10));

        deliver(Requests.encrypted(KEY.armour()));

        assertThat(sender.mails())
                .singleElement()
                .satisfies(
                        sent -> {
                            assertThat(sent.deliveryId()).isEqualTo("delivery-1-too_large");
                            String mail = new String(sent.content().toBytes(), ISO_8859_1);
                            assertThat(mail)
                                    .contains("Subject: ...\r\n", "Auto-Submitted: auto-generated")
                                    .doesNotContain("jane", "Secret", "too large");
                            assertThat(new String(KEY.decrypt(armour(mail)), ISO_8859_1))
                                    .contains("    Subject: Secret\r\n");
                        });
        assertThat(codes()).containsExactly(DeliveryCode.TOO_LARGE);
        assertThat(scratch.kept()).isZero();
    }

    @Test
    void reportsWhatItDidToAMail() throws InterruptedException {
        store.holds("emails/1", "no header")
                .holds("emails/2", "Content-Type: text/html\r\n\r\n<img src=https://emltrk.com/a>");

        deliver(Requests.ordinary());
        deliver(Requests.withoutTrackers(2));

        assertThat(outcomes).extracting(DeliveryOutcome::wrapped).containsExactly(true, false);
        assertThat(outcomes).extracting(DeliveryOutcome::trackersRemoved).containsExactly(0L, 1L);
    }

    @Test
    void readsAMailOnlyWhenThereIsMemoryForIt() throws InterruptedException {
        DeliveryWorker small =
                worker(new DeliveryLimits(2, 4096, Requests.LARGEST), new SimpleMeterRegistry());
        CountDownLatch answer = holdSending();
        AtomicBoolean readBeforeTheAnswer = new AtomicBoolean();
        CountDownLatch opened = new CountDownLatch(1);
        store.answers(
                "emails/2",
                () -> {
                    opened.countDown();
                    return store.found(
                            1000,
                            () -> {
                                readBeforeTheAnswer.set(answer.getCount() > 0);
                                return new byte[1000];
                            });
                });
        small.begin(Requests.numbered(1), clock.instant());
        await().atMost(PATIENCE).until(() -> sender.mails().size() == 1);

        small.begin(Requests.numbered(2), clock.instant());
        opened.await();
        answer.countDown();

        assertThat(small.awaitIdle(PATIENCE)).isTrue();
        assertThat(codes()).containsExactly(DeliveryCode.SENT, DeliveryCode.SENT);
        assertThat(readBeforeTheAnswer).isFalse();
    }

    private void deliver(DeliveryRequest request) throws InterruptedException {
        worker.begin(request, clock.instant());
        assertThat(worker.awaitIdle(PATIENCE)).isTrue();
    }

    private static byte[] armour(String mail) {
        return mail.substring(mail.indexOf("-----BEGIN PGP MESSAGE-----")).getBytes(ISO_8859_1);
    }

    private CountDownLatch holdSending() {
        CountDownLatch answer = new CountDownLatch(1);
        sender.answers(
                mail -> {
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return SendResult.sent(null);
                });
        return answer;
    }

    private List<DeliveryCode> codes() {
        return outcomes.stream().map(DeliveryOutcome::code).toList();
    }

    private boolean tell(String accountId, List<Feedback> told) {
        assertThat(accountId).isEqualTo(Requests.ACCOUNT);
        return feedbackIsSafe.get() && feedback.addAll(told);
    }

    private boolean keep(String accountId, List<SealedContext> kept) {
        assertThat(accountId).isEqualTo(Requests.ACCOUNT);
        return contextsAreSafe.get() && contexts.addAll(kept);
    }

    private DeliveryWorker worker(DeliveryLimits limits, MeterRegistry registry) {
        return worker(this::tell, limits, registry);
    }

    private DeliveryWorker worker(
            FeedbackWriter writer, DeliveryLimits limits, MeterRegistry registry) {
        return new DeliveryWorker(
                store,
                sender,
                scratch,
                writer,
                this::keep,
                outcomes::add,
                Requests.SEALS,
                Requests.DASHBOARD,
                limits,
                new Meters(registry),
                clock);
    }
}
