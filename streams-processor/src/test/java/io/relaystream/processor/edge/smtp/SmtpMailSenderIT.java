package io.relaystream.processor.edge.smtp;

import static io.relaystream.core.delivery.DeliveryCode.DEFERRED;
import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.SENDER_REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.SENT;
import static io.relaystream.core.delivery.DeliveryCode.THROTTLED;
import static io.relaystream.core.delivery.DeliveryCode.TOO_LARGE;
import static io.relaystream.core.delivery.DeliveryCode.UNREACHABLE;
import static io.relaystream.testsupport.Reaction.drop;
import static io.relaystream.testsupport.Reaction.hang;
import static io.relaystream.testsupport.Reaction.reply;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.seal.BounceAddresses;
import io.relaystream.platform.config.Secret;
import io.relaystream.processor.delivery.OutgoingMail;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.delivery.SendResult;
import io.relaystream.processor.dkim.DkimSigner;
import io.relaystream.processor.dkim.TestKeys;
import io.relaystream.processor.dkim.Verification;
import io.relaystream.processor.edge.smtp.SmtpMailSender.Timing;
import io.relaystream.processor.edge.smtp.SmtpServer.StartTls;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.Reaction;
import io.relaystream.testsupport.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailSenderIT {
    private static final String CLIENT = "relay.localhost";
    private static final BounceAddresses BOUNCES = Requests.SEALS.bounces();
    private static final EmailAddress FROM =
            BOUNCES.of(Requests.ACCOUNT, new EmailAddress("owner@home.example"), Requests.RECEIVED);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Timing PATIENT = new Timing(LONG, LONG, LONG, LONG, LONG);

    /// For servers that never answer.
    private static final Timing IMPATIENT = new Timing(LONG, SHORT, LONG, LONG, LONG);

    private final List<AutoCloseable> open = new ArrayList<>();
    private FakeSmtpServer server = opened(FakeSmtpServer.start());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void sendsTheBytesWithTheEnvelopeThatWasAskedFor() {
        OutgoingMail mail = mail("From: jane@shop.example\r\n\r\n.\r\n..two\r\nend\r\n");

        SendResult result = sender().send(mail);

        assertThat(result).isEqualTo(new SendResult(SENT, null));
        assertThat(server.mails())
                .singleElement()
                .satisfies(
                        received -> {
                            assertThat(received.mailFrom()).isEqualTo(FROM.value());
                            assertThat(received.recipients()).containsExactly("owner@home.example");
                            assertThat(received.content().getBytes(ISO_8859_1))
                                    .isEqualTo(mail.content().toBytes());
                        });
        assertThat(server.commands().getFirst()).isEqualTo("EHLO relay.localhost");
    }

    @Test
    void sendsFromAnAddressThatTellsTheAccountWhenAReportComesToIt() {
        sender().send(mail());

        EmailAddress from = new EmailAddress(server.mails().getFirst().mailFrom());
        assertThat(from.local()).hasSizeLessThanOrEqualTo(64);
        assertThat(BOUNCES.accountId(from, Requests.RECEIVED.plus(Duration.ofDays(5))))
                .contains(Requests.ACCOUNT);
    }

    /// What could end a mail early for a server, or for one behind it.
    @Test
    void endsEveryLineInCrLfSoThatNothingEndsTheMailEarly() {
        String body = "1\n.\n2\r.\r3\n.\r\n4\r\n.\r5\r\r\n.\r\r\n6";

        sender().send(mail("From: jane@shop.example\r\n\r\n" + body));

        assertThat(server.mails()).hasSize(1);
        String received = server.mails().getFirst().content();
        assertThat(received)
                .contains("1\r\n.\r\n2\r\n.\r\n3\r\n.\r\n4\r\n.\r\n5")
                .endsWith("6\r\n");
        assertThat(received.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    /// A verifier of its own reads what came over the wire.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\r\n",
                "",
                "no line end",
                "\r\n\r\nblank lines around\r\n \r\n\r\n",
                "1\n.\n2\r.\r3\n.\r\n4\r\n.\r5\r\r\n.\r\r\n6",
                ".\r\n..\r\n...a \t\r\n",
                "Gr\u00fc\u00dfe\0\r\n"
            })
    void signsWhatArrives(String body) {
        String raw = "From: jane@shop.example\r\nSubject: Gr\u00fc\u00dfe\r\n\r\n";

        sender(Optional.of(TestKeys.SIGNER)).send(mail(raw + body));
        sender(Optional.of(TestKeys.SIGNER)).send(mail(raw + body + "x".repeat(100_000)));

        assertThat(server.mails())
                .hasSize(2)
                .allSatisfy(
                        mail -> {
                            assertThat(mail.content()).startsWith("DKIM-Signature: ");
                            assertThat(
                                            new Verification(mail.content())
                                                    .holds(TestKeys.SIGNER.recordText()))
                                    .isTrue();
                        });
    }

    @Test
    void signsNothingUntilThereIsAKey() {
        sender().send(mail());

        assertThat(server.mails().getFirst().content()).doesNotContain("DKIM-Signature");
    }

    @Test
    void returnsTheQueueId() {
        server.on(Stage.DOT, reply("250 2.0.0 Ok: queued as 4bXyZ19Kq"));

        assertThat(sender().send(mail()).providerId()).isEqualTo("4bXyZ19Kq");
    }

    @ParameterizedTest(name = "{1} at {0} is {2}")
    @MethodSource("reactions")
    void classifies(Stage stage, Reaction reaction, DeliveryCode expected) {
        server.on(stage, reaction);

        assertThat(sender(IMPATIENT).send(mail()).code()).isEqualTo(expected);
    }

    static Stream<Arguments> reactions() {
        return Stream.of(
                arguments(Stage.CONNECT, drop(), UNREACHABLE),
                arguments(Stage.CONNECT, hang(), UNREACHABLE),
                arguments(Stage.CONNECT, reply("421 Too busy"), DEFERRED),
                arguments(Stage.CONNECT, reply("554 Go away"), SENDER_REFUSED),
                arguments(Stage.CONNECT, reply("What?"), UNREACHABLE),
                arguments(Stage.EHLO, drop(), UNREACHABLE),
                arguments(Stage.EHLO, reply("421 Closing"), DEFERRED),
                arguments(Stage.EHLO, reply("550 Not you"), SENDER_REFUSED),
                arguments(Stage.MAIL, drop(), UNREACHABLE),
                arguments(Stage.MAIL, hang(), UNREACHABLE),
                arguments(Stage.MAIL, reply("451 Later"), DEFERRED),
                arguments(Stage.MAIL, reply("454 Throttling failure"), THROTTLED),
                arguments(Stage.MAIL, reply("530 Authentication required"), SENDER_REFUSED),
                arguments(Stage.MAIL, reply("550 No"), SENDER_REFUSED),
                arguments(Stage.MAIL, reply("552 5.3.4 Too large"), TOO_LARGE),
                arguments(Stage.MAIL, reply("552 5.2.2 Full"), REFUSED),
                arguments(Stage.RCPT, drop(), UNREACHABLE),
                arguments(Stage.RCPT, hang(), UNREACHABLE),
                arguments(Stage.RCPT, reply("450 Greylisted"), DEFERRED),
                arguments(Stage.RCPT, reply("550 No such user"), REFUSED),
                arguments(Stage.DATA, reply("451 Later"), DEFERRED),
                arguments(Stage.DATA, reply("554 No"), REFUSED),
                // The final dot was never written: no server takes such a mail for complete.
                arguments(Stage.DATA, drop(), UNREACHABLE),
                arguments(Stage.DATA, hang(), UNREACHABLE),
                arguments(Stage.DOT, reply("451 Later"), DEFERRED),
                arguments(Stage.DOT, reply("554 Rejected"), REFUSED),
                arguments(Stage.DOT, reply("552 5.2.3 Too large"), TOO_LARGE),
                arguments(Stage.DOT, reply("552 5.2.2 Full"), REFUSED),
                arguments(Stage.DOT, reply("What?"), NO_ANSWER),
                arguments(Stage.DOT, drop(), NO_ANSWER),
                arguments(Stage.DOT, hang(), NO_ANSWER));
    }

    /// Angus would ask for a reset, and report what became of that.
    @Test
    void believesARefusalThatALostConnectionFollows() {
        server.on(Stage.DOT, reply("554 Rejected")).on(Stage.RSET, drop());
        assertThat(sender().send(mail()).code()).isEqualTo(REFUSED);

        server.on(Stage.DATA, reply("451 Later"));
        assertThat(sender().send(mail()).code()).isEqualTo(DEFERRED);
        assertThat(server.commands()).doesNotContain("RSET");
    }

    /// It takes the mail, and then nobody knows.
    @Test
    void isInDoubtWhenTheServerTookTheMailAndDidNotSaySo() {
        server.on(Stage.DOT, drop());

        assertThat(sender().send(mail()).code()).isEqualTo(NO_ANSWER);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void cannotReachAServerThatIsNotThere() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(sender(server("127.0.0.1", port), PATIENT).send(mail()).code())
                .isEqualTo(UNREACHABLE);
    }

    @Test
    void cannotReachAHostThatNobodyKnows() {
        assertThat(sender(server("no-such-host.invalid", 25), PATIENT).send(mail()).code())
                .isEqualTo(UNREACHABLE);
    }

    /// Each answer is in time, all together are not.
    @Test
    void cutsAMailThatTakesTooLongInAll() {
        server.on(Stage.RCPT, hang());
        Timing hurried = new Timing(LONG, LONG, SHORT, LONG, LONG);

        assertThat(sender(hurried).send(mail()).code()).isEqualTo(UNREACHABLE);

        server.on(Stage.RCPT, reply("250 Ok")).on(Stage.DOT, hang());
        assertThat(sender(hurried).send(mail()).code()).isEqualTo(NO_ANSWER);
    }

    @Test
    void reusesItsConnection() {
        SmtpMailSender sender = sender();

        for (int number = 1; number <= 5; number++) {
            assertThat(sender.send(mail()).code()).isEqualTo(SENT);
        }

        assertThat(server.mails()).hasSize(5);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void doesNotReuseAConnectionThatIsTooOld() {
        Timing forgetful = new Timing(LONG, LONG, LONG, LONG, Duration.ZERO);
        SmtpMailSender sender = sender(forgetful);

        sender.send(mail());
        sender.send(mail());

        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void connectsAnewWhenTheReusedConnectionIsDead() {
        SmtpMailSender sender = sender();
        sender.send(mail());
        server.dropConnections();

        assertThat(sender.send(mail()).code()).isEqualTo(SENT);
        assertThat(server.mails()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectsAnewWhenTheServerSaysGoodBye() {
        SmtpMailSender sender = sender();
        sender.send(mail());
        server.once(Stage.MAIL, reply("421 Idle for too long"));

        assertThat(sender.send(mail()).code()).isEqualTo(SENT);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void offersAMailOnlyOnceWhenItMayHaveBeenTaken() {
        SmtpMailSender sender = sender();
        sender.send(mail());
        server.once(Stage.DOT, drop());

        assertThat(sender.send(mail()).code()).isEqualTo(NO_ANSWER);
        assertThat(server.mails()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() {
        server.on(Stage.DOT, hang());
        SmtpServer single =
                new SmtpServer(
                        "127.0.0.1",
                        server.port(),
                        Optional.empty(),
                        Optional.empty(),
                        StartTls.OFF,
                        1);
        SmtpMailSender sender = sender(single, new Timing(SHORT, LONG, LONG, LONG, LONG));
        var first = CompletableFuture.supplyAsync(() -> sender.send(mail()));
        await().until(() -> server.mails().size() == 1);

        assertThat(sender.send(mail()).code()).isEqualTo(NOT_BEGUN);

        server.close();
        assertThat(first.join().code()).isEqualTo(NO_ANSWER);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void authenticates() {
        server.offering("AUTH PLAIN LOGIN");

        assertThat(sender(withPassword(), PATIENT).send(mail()).code()).isEqualTo(SENT);
        assertThat(server.commands()).containsSubsequence("EHLO relay.localhost", "AUTH");
    }

    @Test
    void tellsThatItsPasswordIsWrong() {
        server.offering("AUTH PLAIN").on(Stage.AUTH, reply("535 5.7.8 No"));

        assertThat(sender(withPassword(), PATIENT).send(mail()).code()).isEqualTo(SENDER_REFUSED);
    }

    @Test
    void waitsWhenAuthenticationFailsForNow() {
        server.offering("AUTH PLAIN").on(Stage.AUTH, reply("454 4.7.0 Later"));

        assertThat(sender(withPassword(), PATIENT).send(mail()).code()).isEqualTo(THROTTLED);
    }

    @Test
    void tellsThatNoMechanismSuits() {
        server.offering("AUTH GSSAPI");

        assertThat(sender(withPassword(), PATIENT).send(mail()).code()).isEqualTo(SENDER_REFUSED);
    }

    @Test
    void announcesEightBitMailWhereTheServerAsksForIt() {
        server.offering("8BITMIME");
        SmtpMailSender sender = sender();

        sender.send(mail("From: jane@shop.example\r\n\r\nGr\u00fc\u00dfe\r\n"));
        sender.send(mail("From: jane@shop.example\r\n\r\nGruesse\r\n"));

        assertThat(server.commands())
                .containsSubsequence(
                        "MAIL FROM:<%s> BODY=8BITMIME".formatted(FROM.value()),
                        "MAIL FROM:<%s>".formatted(FROM.value()));
        assertThat(server.mails().getFirst().content()).endsWith("Gr\u00fc\u00dfe\r\n");
    }

    @Test
    void announcesTheSizeOfAMailWhereTheServerAsksForIt() {
        server.offering("SIZE", "8BITMIME");
        OutgoingMail mail = mail("From: jane@shop.example\r\n\r\nGr\u00fc\u00dfe\r\n");

        sender().send(mail);
        sender(Optional.of(TestKeys.SIGNER)).send(mail);

        assertThat(server.commands())
                .contains(
                        "MAIL FROM:<%s> SIZE=%d BODY=8BITMIME"
                                .formatted(FROM.value(), mail.content().size()))
                .contains(
                        "MAIL FROM:<%s> SIZE=%d BODY=8BITMIME"
                                .formatted(
                                        FROM.value(), server.mails().getLast().content().length()));
    }

    @Test
    void doesNotSendWhatTheServerWillNotTake() {
        OutgoingMail mail = mail();
        server.offering("SIZE " + mail.content().size());
        OutgoingMail larger = mail("From: jane@shop.example\r\nSubject: Hi\r\n\r\nHello!\r\n");
        SmtpMailSender sender = sender();

        assertThat(sender.send(larger).code()).isEqualTo(TOO_LARGE);
        assertThat(server.commands()).containsExactly("EHLO relay.localhost");
        assertThat(sender.send(mail).code()).isEqualTo(SENT);
        assertThat(sender.send(larger).code()).isEqualTo(TOO_LARGE);
        assertThat(server.mails()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    /// Zero stands for none as well.
    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE much", "SIZE 99999999999999999999"})
    void sendsWhereTheServerHasNoLimit(String size) {
        server.offering(size);

        assertThat(sender().send(mail()).code()).isEqualTo(SENT);
    }

    @Test
    void encryptsWhenTheServerOffersIt(@TempDir Path directory) throws Exception {
        TestKey key = TestKey.forHost("localhost", directory);
        server = opened(FakeSmtpServer.startWithTls(key.server())).offering("STARTTLS");

        SmtpMailSender sender = encrypting(StartTls.WHEN_OFFERED, key.client().getSocketFactory());

        assertThat(sender.send(mail()).code()).isEqualTo(SENT);
        assertThat(sender.send(mail()).code()).isEqualTo(SENT);
        assertThat(server.commands())
                .startsWith("EHLO relay.localhost", "STARTTLS", "EHLO relay.localhost");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void sendsNothingToAServerThatIsNotWhoItShouldBe(@TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        TestKey key = TestKey.forHost("other.example", directory);
        server = opened(FakeSmtpServer.startWithTls(key.server())).offering("STARTTLS");

        SmtpMailSender sender = encrypting(StartTls.WHEN_OFFERED, key.client().getSocketFactory());

        assertThat(sender.send(mail()).code()).isEqualTo(UNREACHABLE);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void sendsNothingInClearWhenEncryptionIsRequired() {
        SmtpMailSender sender =
                encrypting(StartTls.REQUIRED, (SSLSocketFactory) SSLSocketFactory.getDefault());

        assertThat(sender.send(mail()).code()).isEqualTo(UNREACHABLE);
        assertThat(server.mails()).isEmpty();
    }

    private SmtpMailSender encrypting(StartTls startTls, SSLSocketFactory trust) {
        SmtpServer localhost =
                new SmtpServer(
                        "localhost",
                        server.port(),
                        Optional.empty(),
                        Optional.empty(),
                        startTls,
                        4);
        return opened(
                new SmtpMailSender(
                        localhost, CLIENT, Optional.empty(), PATIENT, Optional.of(trust)));
    }

    private SmtpMailSender sender() {
        return sender(PATIENT);
    }

    private SmtpMailSender sender(Timing timing) {
        return sender(server("127.0.0.1", server.port()), timing);
    }

    private SmtpMailSender sender(Optional<DkimSigner> dkim) {
        SmtpServer target = server("127.0.0.1", server.port());
        return opened(new SmtpMailSender(target, CLIENT, dkim, PATIENT, Optional.empty()));
    }

    private SmtpMailSender sender(SmtpServer target, Timing timing) {
        return opened(
                new SmtpMailSender(target, CLIENT, Optional.empty(), timing, Optional.empty()));
    }

    private static SmtpServer server(String host, int port) {
        return new SmtpServer(host, port, Optional.empty(), Optional.empty(), StartTls.OFF, 4);
    }

    private SmtpServer withPassword() {
        return new SmtpServer(
                "127.0.0.1",
                server.port(),
                Optional.of("user"),
                Optional.of(new Secret("password")),
                StartTls.OFF,
                4);
    }

    private static OutgoingMail mail() {
        return mail("From: jane@shop.example\r\nSubject: Hi\r\n\r\nHello\r\n");
    }

    private static OutgoingMail mail(String raw) {
        return new OutgoingMail(
                "delivery-1",
                Requests.ACCOUNT,
                FROM,
                new EmailAddress("owner@home.example"),
                Requests.forwarded(raw.getBytes(ISO_8859_1)));
    }

    private <C extends AutoCloseable> C opened(C resource) {
        open.add(resource);
        return resource;
    }
}
