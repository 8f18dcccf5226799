package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.BounceEffect;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.processor.delivery.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReportTest {

    @Test
    void tellsWhoseMailFailedAndWhy() throws IOException {
        Feedback failure = read(Reports.golden("postfix")).getFirst();

        assertThat(failure)
                .isEqualTo(
                        new Feedback(
                                FeedbackKind.BOUNCE,
                                "dsn:mail-1",
                                new EmailAddress("owner@home.example"),
                                "0123456789abcdef0123456789abcdef",
                                Requests.ACCOUNT,
                                new EmailAddress("shop@relay.localhost"),
                                "Permanent",
                                "General",
                                "5.1.1",
                                "smtp; 550 5.1.1 <owner@home.example>: Recipient address    rejected: User unknown in virtual mailbox table",
                                Requests.RECEIVED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postfix              | 5.1.1  | Permanent | General         | HARD_PAUSE | shop@relay.localhost
                    postfix-expired      | 4.4.1  | Transient | General         | SOFT_PAUSE | open@relay.localhost
                    exim                 | 5.0.0  | Transient | MailboxFull     | SOFT_PAUSE | open@relay.localhost
                    exchange             | 5.1.10 | Permanent | General         | HARD_PAUSE | open@relay.localhost
                    gmail                | 5.7.1  | Permanent | ContentRejected | DROP_SPAM  | open@relay.localhost
                    sendmail             | 5.3.4  | Permanent | MessageTooLarge | NONE       | open@relay.localhost
                    international        | 5.7.26 | Permanent | ContentRejected | NONE       | grün@relay.localhost
                    international-quoted | 4.2.2  | Transient | MailboxFull     | SOFT_PAUSE | open@relay.localhost
                    """)
    void readsTheReportOf(
            String name,
            String status,
            String type,
            String subType,
            BounceEffect effect,
            String alias)
            throws IOException {
        for (byte[] report : Reports.inBothLineEnds(name)) {
            assertThat(read(report))
                    .singleElement()
                    .satisfies(
                            failure -> {
                                assertThat(failure.status()).isEqualTo(status);
                                assertThat(failure.type()).isEqualTo(type);
                                assertThat(failure.subType()).isEqualTo(subType);
                                assertThat(BounceEffect.of(failure)).isEqualTo(effect);
                                assertThat(failure.alias()).isEqualTo(new EmailAddress(alias));
                                assertThat(failure.deliveryId())
                                        .isEqualTo("0123456789abcdef0123456789abcdef");
                            });
        }
    }

    /// The other one was passed on. The report returns nothing of the mail.
    @Test
    void tellsOnlyWhoFailedOfTwoRecipients() throws IOException {
        for (byte[] report : Reports.inBothLineEnds("two-recipients")) {
            assertThat(read(report))
                    .singleElement()
                    .satisfies(
                            failure -> {
                                assertThat(failure.recipient())
                                        .isEqualTo(new EmailAddress("owner@home.example"));
                                assertThat(failure.status()).isEqualTo("5.2.1");
                                assertThat(failure.type()).isEqualTo("Permanent");
                                assertThat(failure.diagnostic())
                                        .isEqualTo("x-local; no mailbox here by that name");
                                assertThat(failure.deliveryId()).isNull();
                                assertThat(failure.alias()).isNull();
                                assertThat(failure.accountId()).isEqualTo(Requests.ACCOUNT);
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postfix-delayed", "qmail", "out-of-office", "read-receipt", "complaint"})
    void saysNothingOf(String name) throws IOException {
        for (byte[] mail : Reports.inBothLineEnds(name)) {
            assertThat(read(mail)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayed", "delivered", "relayed", "expanded", "", "fail", "unknown"})
    void saysNothingOfARecipientWhoIsNotGivenUp(String action) {
        String group = "Final-Recipient: rfc822; owner@home.example\nStatus: 5.0.0\nAction: ";

        assertThat(read(Reports.of(group + action + "\n"))).isEmpty();
    }

    @Test
    void doesWithoutEverythingButAFailure() {
        assertThat(read(Reports.of("Action: failed\n")))
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.recipient())
                                    .isEqualTo(new EmailAddress("owner@home.example"));
                            assertThat(failure.status()).isNull();
                            assertThat(failure.diagnostic()).isNull();
                            assertThat(failure.type()).isEqualTo("Transient");
                            assertThat(failure.subType()).isEqualTo("Undetermined");
                            assertThat(BounceEffect.of(failure)).isEqualTo(BounceEffect.SOFT_PAUSE);
                        });
    }

    /// Some servers break a line of theirs without marking it as broken.
    @Test
    void passesOverLinesThatAreNoFields() {
        assertThat(
                        read(
                                Reports.of(
                                        """
                                        Reporting-MTA: dns; mx.home.example

                                        Final-Recipient: rfc822; a@home.example
                                        Action: failed
                                        Status: 5.1.1
                                        Diagnostic-Code: smtp; 550 5.1.1
                                        no such user here

                                        %%%

                                        Final-Recipient: rfc822; b@home.example
                                        Action: failed
                                        Status: 5.1.1
                                        """)))
                .hasSize(2);
    }

    @Test
    void takesNoMoreThanTenFailures() {
        assertThat(read(Reports.of("Action: failed\n\n".repeat(1_000)))).hasSize(10);
    }

    @Test
    void keepsTheBeginningOfALongDiagnosis() {
        String long1 = "x".repeat(499) + "\ud83d\ude80" + "y".repeat(1_000);

        String diagnostic =
                read(Reports.of("Action: failed\nDiagnostic-Code: " + long1 + "\n"))
                        .getFirst()
                        .diagnostic();

        assertThat(diagnostic).isEqualTo("x".repeat(499));
    }

    /// Strangers write what is returned: what is no id of ours is not passed on.
    @Test
    void takesOnlyAnIdOfOurShape() {
        String group = "Action: failed\nStatus: 5.1.1\n";
        String header = "X-Relaystream-Delivery-Id: ../../etc\nX-Relaystream-Alias: nobody\n";

        assertThat(read(Reports.of(group, header)))
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.deliveryId()).isNull();
                            assertThat(failure.alias()).isNull();
                        });
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysNothingOfABrokenReport(String mail) {
        assertThat(read(mail.getBytes(UTF_8))).isEmpty();
    }

    static List<String> broken() {
        String type = "Content-Type: multipart/report; report-type=delivery-status";
        String status = "Content-Type: message/delivery-status\n\nAction: failed\n";
        return List.of(
                "",
                "\n",
                "Action: failed\n",
                type,
                type + "\n\n" + status,
                type + "; boundary=\n\n--\n" + status,
                type + "; boundary=a\n\n--b\n" + status,
                type + "; boundary=a\n\n --a\n" + status,
                type + "; boundary=a\n\n--ab\n" + status,
                type + "; boundary=a\n\n--a--\n" + status,
                type + "; boundary=a\n\n--a--\n--a\n" + status,
                "Content-Type: multipart/report; boundary=a\n\n--a\n" + status,
                "Content-Type: multipart/mixed; report-type=delivery-status; boundary=a\n\n--a\n"
                        + status,
                type + "; boundary=a\n\n--a\nContent-Type: text/plain\n\nAction: failed\n",
                type
                        + "; boundary=a\n\n--a\nContent-Transfer-Encoding: base64\n"
                        + "Content-Type: message/delivery-status\n\n!!!\n",
                // The report in a mail that somebody passes on is not about that somebody.
                "Content-Type: multipart/mixed; boundary=z\n\n--z\n"
                        + type
                        + "; boundary=a\n\n--a\n"
                        + status);
    }

    @Test
    void readsAReportWithoutAnEnd() {
        assertThat(
                        read(
                                """
                                Content-Type: multipart/report; report-type=delivery-status;
                                \tboundary="a b"

                                --a b \t
                                Content-Type: message/delivery-status

                                Action: failed
                                Status: 5.1.1"""
                                        .getBytes(UTF_8)))
                .hasSize(1);
    }

    @Test
    void takesLinearTimeHoweverItIsMade() {
        String type = "Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n";
        String status = "--a\nContent-Type: message/delivery-status\n\n";
        List<String> mails =
                List.of(
                        deep(10_000),
                        type + "--a\n".repeat(1_000_000),
                        type + "--a\nX: y\n\n".repeat(300_000),
                        type + "--" + "a".repeat(4_000_000),
                        type + "-".repeat(4_000_000),
                        type + "\n".repeat(4_000_000),
                        type + status + "\n".repeat(4_000_000),
                        type + status + "x\n".repeat(2_000_000),
                        type + status + "a:b\n\n".repeat(800_000),
                        type
                                + status
                                + "Action: failed\nDiagnostic-Code: "
                                + "5.1.".repeat(900_000),
                        type + status + "Action: failed\nFinal-Recipient: " + "(".repeat(4_000_000),
                        type
                                + status
                                + "Action: failed\nFinal-Recipient: "
                                + "\\x{".repeat(900_000),
                        "Content-Type: " + ";a=\"\\".repeat(50_000) + "\n\n");

        for (String mail : mails) {
            Assertions.assertTimeout(Duration.ofSeconds(2), () -> read(mail.getBytes(ISO_8859_1)));
        }
    }

    private static String deep(int levels) {
        StringBuilder mail =
                new StringBuilder("Content-Type: multipart/report; report-type=delivery-status;");
        mail.append(" boundary=b0\n\n");
        IntStream.range(0, levels)
                .forEach(
                        level ->
                                mail.append(
                                                "--b%d\nContent-Type: multipart/mixed;"
                                                        .formatted(level))
                                        .append(" boundary=b%d\n\n".formatted(level + 1)));
        return mail.toString();
    }

    private static List<Feedback> read(byte[] mail) {
        return DeliveryReport.failures(RawMail.of(mail), Requests.report());
    }
}
