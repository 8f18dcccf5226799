package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.HopMark;
import io.relaystream.processor.delivery.Requests;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedMessageTest {
    private static final HopMark HOPS = Requests.SEALS.hops();

    @Test
    void showsTheSenderAndKeepsEverythingElse() {
        String mail =
                crlf(
                        """
                        Return-Path: <jane@shop.example>
                        Received: from mx.shop.example by inbound-smtp.example
                         for open@relay.localhost; Mon, 5 Jan 2026
                        Received: from out.shop.example by mx.shop.example
                         for <open@relay.localhost>
                        Received: from desk by mx.shop.example
                        DKIM-Signature: v=1; a=rsa-sha256; d=shop.example;
                         b=abc
                        From: Jane Doe <jane@shop.example>
                        To: "My shop alias" <open@relay.localhost>
                        Cc: Bob <bob@shop.example>
                        Subject: Your
                         order
                        Date: Mon, 5 Jan 2026 11:59:58 +0000
                        Message-ID: <1@shop.example>
                        In-Reply-To: <0@relay.localhost>
                        References: <0@relay.localhost>
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-8; format=flowed
                        List-Unsubscribe: <https://shop.example/u/1>
                        X-Mailer: Shop

                        Thank you.
                        """);

        assertThat(text(forward(mail)))
                .isEqualTo(
                        crlf(
                                """
                                Received: from out.shop.example by mx.shop.example
                                 for <open@relay.localhost>
                                Received: from desk by mx.shop.example
                                Subject: Your
                                 order
                                Date: Mon, 5 Jan 2026 11:59:58 +0000
                                Message-ID: <1@shop.example>
                                In-Reply-To: <0@relay.localhost>
                                References: <0@relay.localhost>
                                MIME-Version: 1.0
                                Content-Type: text/plain; charset=utf-8; format=flowed
                                List-Unsubscribe: <https://shop.example/u/1>
                                X-Mailer: Shop
                                From: "Jane Doe (jane at shop.example) via Relaystream" <open@relay.localhost>
                                To: <open@relay.localhost>
                                Cc: "Bob (bob at shop.example)"
                                 <%s>
                                Reply-To: "Jane Doe (jane at shop.example)"
                                 <%s>
                                X-Relaystream-Alias: open@relay.localhost
                                X-Relaystream-Delivery-Id: delivery-1
                                X-Relaystream-Hop: %s
                                X-Relaystream-Original-From: Jane Doe <jane@shop.example>
                                X-Relaystream-Original-Cc: Bob <bob@shop.example>

                                Thank you.
                                """
                                        .formatted(
                                                Replies.reverse(Replies.BOB),
                                                Replies.reverse(Replies.JANE),
                                                HOPS.of("delivery-1"))));
    }

    @Test
    void givesTheSameBytesForTheSameInput() {
        byte[] mail = bytes("From: jane@shop.example\r\n\r\nHi\r\n");

        assertThat(forward(mail).toBytes()).isEqualTo(forward(mail.clone()).toBytes());
    }

    @Test
    void knowsItsSize() {
        MailBytes message = forward("From: jane@shop.example\r\n\r\nHi\r\n");

        assertThat(message.size()).isEqualTo(message.toBytes().length);
    }

    @Test
    void leavesEveryByteOfTheBodyAlone() {
        byte[] body = new byte[70_000];
        for (int at = 0; at < body.length; at++) {
            body[at] = (byte) (at * 31);
        }

        byte[] forwarded = forward(concat(bytes("From: jane@shop.example\n\n"), body)).toBytes();

        assertThat(tail(forwarded, body.length)).isEqualTo(body);
    }

    @Test
    void keepsASignedPartAsItWas() {
        String signed =
                crlf(
                        """
                        preamble
                        --b
                        Content-Type: text/plain

                        From me \s
                        --b
                        Content-Type: application/pgp-signature

                        -----BEGIN PGP SIGNATURE-----
                        --b--
                        """);
        String header =
                crlf(
                        """
                        From: jane@shop.example
                        Content-Type: multipart/signed; boundary=b;
                        \tprotocol="application/pgp-signature"

                        """);

        assertThat(text(forward(header + signed)))
                .contains("Content-Type: multipart/signed; boundary=b;\r\n\tprotocol=\"application")
                .endsWith("\r\n\r\n" + signed);
    }

    @Test
    void addsWhatEveryMailMustHave() {
        assertThat(text(forward("From: jane@shop.example\r\nDate: \r\n\r\nHi\r\n")))
                .containsOnlyOnce("Date:")
                .contains("\r\nDate: Mon, 5 Jan 2026 12:00:00 +0000\r\n")
                .contains("\r\nMessage-ID: <delivery-1@relay.localhost>\r\n");
    }

    @Test
    void oneClickSwitchesOffTheAliasOfAMailThatOffersNoWayToUnsubscribe() {
        assertThat(text(forward("From: jane@shop.example\r\n\r\nHi\r\n")))
                .containsOnlyOnce("List-Unsubscribe:")
                .containsOnlyOnce("List-Unsubscribe-Post:")
                .contains(ourUnsubscribe());
    }

    /// An empty field is none, and the other one says nothing without it.
    @Test
    void strangersFieldsThatSayNothingMakeRoomForOurs() {
        String mail =
                "List-Unsubscribe-Post: stranger\r\nFrom: jane@shop.example\r\nList-Unsubscribe: \r\n\r\nHi\r\n";

        assertThat(text(forward(mail)))
                .containsOnlyOnce("List-Unsubscribe:")
                .containsOnlyOnce("List-Unsubscribe-Post:")
                .contains(ourUnsubscribe())
                .doesNotContain("stranger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List-Unsubscribe: <mailto:leave@shop.example>\r\n",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nlist-unsubscribe: <https://shop.example/u/1>\r\n"
            })
    void mailThatOffersAWayToUnsubscribeKeepsItsOwn(String fields) {
        String forwarded = text(forward("From: jane@shop.example\r\n" + fields + "\r\nHi\r\n"));

        assertThat(forwarded).contains(fields).doesNotContain("/unsubscribe/");
        assertThat(forwarded.split("(?i)List-Unsubscribe(-Post)?:", -1))
                .hasSameSizeAs(fields.split("(?i)List-Unsubscribe(-Post)?:", -1));
    }

    @Test
    void showsTheEnvelopeSenderOfAMailWithoutAuthor() {
        assertThat(text(forward("Subject: Hi\r\n\r\n")))
                .contains(
                        "From: \"jane at shop.example via Relaystream\" <open@relay.localhost>\r\n")
                .doesNotContain("Reply-To:");
    }

    @Test
    void showsAReportWithoutAnySender() {
        MailBytes report = forward(bytes("Subject: Report\r\n\r\n"), Requests.withNullSender());

        assertThat(text(report))
                .contains("From: \"Unknown sender via Relaystream\" <open@relay.localhost>\r\n");
    }

    @Test
    void warnsOfASenderThatIsNotVerified() {
        byte[] mail =
                bytes("From: Jane <jane@bank.example>\r\nX-Relaystream-Warning: none\r\n\r\n");

        assertThat(text(forward(mail, Requests.withUnverifiedSender())))
                .contains(
                        "From: \"Unverified: Jane (jane at bank.example) via Relaystream\"\r\n <open@relay.localhost>\r\n")
                .containsOnlyOnce("X-Relaystream-Warning:")
                .contains("\r\nX-Relaystream-Warning: dmarc_quarantine\r\n");
        assertThat(text(forward(mail))).doesNotContain("X-Relaystream-Warning", "Unverified");
    }

    @Test
    void warnsAlsoWhenTheMailIsAttached() {
        assertThat(text(forward(bytes("?"), Requests.withUnverifiedSender())))
                .startsWith("From: \"Unverified: jane at shop.example via Relaystream\"")
                .contains("\r\nX-Relaystream-Warning: dmarc_quarantine\r\n");
    }

    @Test
    void repliesGoWhereTheSenderAskedFor() {
        assertThat(
                        text(
                                forward(
                                        "From: jane@shop.example\r\nReply-To: Desk <Desk+A1b@shop.example>\r\n\r\n")))
                .contains(
                        "\r\nReply-To: \"Desk (desk+a1b at shop.example)\"\r\n <%s>\r\n"
                                .formatted(
                                        Replies.reverse(
                                                new EmailAddress("desk+a1b@shop.example"))));
    }

    @Test
    void repliesGoToTheAuthorWhenReplyToIsNoAddress() {
        assertThat(text(forward("Reply-To: nobody\r\nFrom: jane@shop.example\r\n\r\n")))
                .containsOnlyOnce("Reply-To:")
                .contains(
                        "\r\nReply-To: \"jane at shop.example\"\r\n <%s>\r\n"
                                .formatted(Replies.reverse(Replies.JANE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DKIM-Signature",
                "ARC-Seal",
                "ARC-Message-Signature",
                "Return-Path",
                "Bcc",
                "Delivered-To",
                "X-SES-CONFIGURATION-SET",
                "X-SES-Spam-Verdict",
                "Authentication-Results",
                "Content-Length",
                "Content-MD5",
                "Received-SPF",
                "X-Relaystream-Delivery-Id",
                "X-Relaystream-Hop",
                "Sender",
                "Resent-From",
                "Resent-To",
                "Disposition-Notification-To",
                "Return-Receipt-To"
            })
    void drops(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String mail = name + ": stranger\r\n" + lower + " : stranger\r\nFrom: a@b.example\r\n\r\n";

        assertThat(text(forward(mail))).doesNotContain("stranger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject",
                "Date",
                "Message-ID",
                "MIME-Version",
                "Content-Type",
                "References",
                "List-Unsubscribe",
                "Comments",
                "Auto-Submitted"
            })
    void keepsTheFirstOf(String name) {
        String mail = "%s: first\r\nFrom: a@b.example\r\n%s: second\r\n\r\n".formatted(name, name);

        assertThat(text(forward(mail))).contains(name + ": first\r\n").doesNotContain("second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Bob <bob@shop.example>                     | Bob <bob@shop.example>
                    bob@shop.example, "a, b" <B@shop.example>  | bob@shop.example, "a, b" <B@shop.example>
                    OPEN+shop@relay.localhost, bob@shop.example | bob@shop.example
                    bob@shop.example (a, b), Me <owner@home.example>, ann@shop.example | bob@shop.example (a, b), ann@shop.example
                    us: bob@shop.example, open@relay.localhost;, ann@shop.example | ann@shop.example
                    "open@relay.localhost" <bob@shop.example>  | "open@relay.localhost" <bob@shop.example>
                    open@relay.localhost.example               | open@relay.localhost.example
                    """)
    void showsWhoElseGotACopy(String cc, String expected) {
        assertThat(
                        text(forward("Cc: " + cc + "\r\nFrom: a@b.example\r\n\r\n"))
                                .replace("\r\n ", " "))
                .contains("\r\nX-Relaystream-Original-Cc: " + expected + "\r\n");
    }

    @Test
    void dropsACopyToNobodyElse() {
        assertThat(text(forward("Cc: <open@relay.localhost>\r\nFrom: a@b.example\r\n\r\n")))
                .doesNotContain("Cc:")
                .doesNotContain("-Cc");
    }

    @Test
    void keepsEveryTraceField() {
        assertThat(text(forward("Received: 1\r\nX-Spam: a\r\nReceived: 2\r\nX-Spam: b\r\n\r\n")))
                .startsWith("Received: 1\r\nX-Spam: a\r\nReceived: 2\r\nX-Spam: b\r\nFrom: ");
    }

    @Test
    void takesTheFirstOfSeveralAuthors() {
        assertThat(text(forward("From: a@first.example\r\nFrom: b@second.example\r\n\r\n")))
                .contains("\"a at first.example via Relaystream\"")
                .doesNotContain("second");
    }

    @Test
    void readsLinesThatEndInLineFeedOnly() {
        assertThat(
                        text(
                                forward(
                                        "From jane Mon Jan 5\nFrom: jane@shop.example\nSubject: a\n b\n\nHi\n")))
                .startsWith("Subject: a\r\n b\r\nFrom: ")
                .endsWith("\r\n\r\nHi\n");
    }

    @Test
    void losesNoTextWhenTheBlankLineWasForgotten() {
        assertThat(text(forward("From: jane@shop.example\r\nHello there\r\nBcc: x\r\n\r\nHi\r\n")))
                .endsWith("\r\n\r\nHello there\r\nBcc: x\r\n\r\nHi\r\n");
    }

    @Test
    void foldsLinesThatNoServerWouldTake() {
        String references = " <12345678901234567890@shop.example>".repeat(40);

        String forwarded =
                text(forward("References:" + references + "\r\nFrom: a@b.example\r\n\r\n"));

        assertThat(forwarded.lines()).allMatch(line -> line.length() <= 998);
        assertThat(forwarded.replace("\r\n ", " ")).contains("References:" + references);
    }

    /// Each would begin a field of its own in some reader if it were written as it is.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?q?a=0D=0ABcc:_x@evil.example?= <a@b.example>",
                "=?utf-8?b?YQ0KQmNjOiB4QGV2aWwuZXhhbXBsZQ==?= <a@b.example>",
                "\"a\rBcc: x@evil.example\" <a@b.example>",
                "a\0\r\0Bcc: x@evil.example <a@b.example>",
                "a\u2028Bcc: x@evil.example <a@b.example>",
                "a\u0085Bcc: x@evil.example <a@b.example>",
                "a\u760d\u760aBcc: x@evil.example <a@b.example>",
                "=?utf-8?q?a\u760d\u760aBcc:_x@evil.example?= <a@b.example>",
                "\"a\r\n Bcc: x@evil.example\" <a@b.example>",
                "<\"a\u760d\u760aBcc: x\"@b.example>",
            })
    void writesNoFieldThatAStrangerMadeUp(String author) {
        byte[] mail = ("From: " + author + "\r\nSubject: Hi\r\n\r\nBody\r\n").getBytes(UTF_8);

        byte[] forwarded = forward(mail).toBytes();

        String text = new String(forwarded, ISO_8859_1);
        String header = text.substring(0, text.indexOf("\r\n\r\n"));
        List<String> names =
                Arrays.stream(header.split("\r\n(?![ \t])", -1))
                        .map(field -> field.substring(0, field.indexOf(':')))
                        .toList();
        assertThat(names)
                .isSubsetOf(
                        "Subject",
                        "From",
                        "To",
                        "Reply-To",
                        "Date",
                        "Message-ID",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "X-Relaystream-Alias",
                        "X-Relaystream-Delivery-Id",
                        "X-Relaystream-Hop",
                        "X-Relaystream-Original-From")
                .doesNotHaveDuplicates();
        assertThat(header.replace("\r\n", "")).doesNotContain("\r", "\n", "\0");
    }

    @Test
    void attachesAMailWithoutHeader() {
        assertThat(text(forward("\r\nOnly a body\r\n"))).satisfies(this::isWrapped);
        assertThat(text(forward(" \r\nFrom: a@b.example\r\n\r\n"))).satisfies(this::isWrapped);
        assertThat(text(forward("Only a body"))).satisfies(this::isWrapped);
        assertThat(text(forward(""))).satisfies(this::isWrapped);
    }

    @Test
    void attachesAMailWithAHeaderTooLongToEdit() {
        String mail = "From: a@b.example\r\n" + "X-Long: x\r\n".repeat(30_000) + "\r\nBody\r\n";

        String forwarded = text(forward(mail));

        assertThat(forwarded).satisfies(this::isWrapped).contains("\r\n\r\n" + mail + "\r\n--=_");
    }

    @Test
    void takesLinearTime() {
        List<String> headers =
                List.of(
                        "A:\n".repeat(80_000),
                        "From: " + "=?a?q?".repeat(40_000) + "\n",
                        "From: " + "(".repeat(250_000) + "\n",
                        "From: " + "\"\\".repeat(120_000) + "\n",
                        "From: " + "a,".repeat(120_000) + "\n",
                        "Cc: " + "a@b.example,".repeat(20_000) + "open@relay.localhost\n",
                        "Cc: " + ":".repeat(250_000) + "\n",
                        "References:" + " ".repeat(250_000) + "\n",
                        "References:\n" + " x\n".repeat(80_000),
                        "Subject: " + "x".repeat(250_000) + "\n");

        for (String header : headers) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(2), () -> forward(header + "\nBody\n").toBytes());
        }
    }

    @Test
    void copiesNothingOfALargeMailButItsTexts() {
        byte[] mail =
                bytes(
                        "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: image/png\r\n\r\n"
                                + "x".repeat(70).concat("\r\n").repeat(550_000));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        MailBytes forwarded = forward(mail, Requests.edited(true, true, "en"));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
        assertThat(forwarded.size()).isGreaterThan(mail.length);
    }

    @Test
    void attachesAMailThatIsTooLargeToEdit() {
        byte[] mail =
                concat(bytes("From: a@b.example\r\n\r\n"), new byte[ForwardedMessage.MAX_SIZE]);

        MailBytes forwarded = forward(mail);

        assertThat(forwarded.size()).isGreaterThan(mail.length);
        assertThat(new String(forwarded.toBytes(), 0, 1000, ISO_8859_1))
                .contains("Content-Type: message/rfc822");
    }

    @Test
    void tellsWhetherItIsEightBit() {
        assertThat(forward("From: a@b.example\r\n\r\nplain").eightBit()).isFalse();
        assertThat(forward("From: a@b.example\r\n\r\n\u00e4").eightBit()).isTrue();
        assertThat(forward("Subject: \u00e4\r\n\r\nplain").eightBit()).isTrue();
    }

    @Test
    void survivesAnything() {
        String mail =
                crlf(
                        """
                        From: =?utf-8?q?J=C3=A4ne?= <jane@shop.example>
                        Reply-To: a:b;,<>
                        Content-Type: multipart/mixed;
                         boundary=x

                        --x--
                        """);
        var random = new Random(20261123);

        for (int round = 0; round < 2_000; round++) {
            byte[] mutated = bytes(mail);
            int changes = 1 + random.nextInt(6);
            for (int change = 0; change < changes; change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }

            assertThat(text(forward(mutated)))
                    .containsOnlyOnce("\r\nX-Relaystream-Delivery-Id: delivery-1\r\n");
        }
    }

    @Test
    void explainsAnAttachedMailInTheLanguageOfTheOwner() {
        byte[] mail = bytes("\r\nOnly a body\r\n");

        assertThat(text(forward(mail, Requests.edited(false, false, "en"))))
                .contains("\r\nSubject: A mail that could not be read\r\n")
                .contains(
                        "\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nThis mail could not");
        assertThat(
                        new String(
                                forward(mail, Requests.edited(false, false, "de")).toBytes(),
                                StandardCharsets.UTF_8))
                .contains("\r\nSubject: =?UTF-8?B?")
                .contains(
                        "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nDiese E-Mail ließ sich nicht sicher lesen.");
    }

    private void isWrapped(String mail) {
        assertThat(mail)
                .startsWith("From: \"jane at shop.example via Relaystream\" <open@relay.localhost>")
                .contains("Content-Type: multipart/mixed; boundary=\"=_")
                .contains("Content-Type: message/rfc822\r\n")
                .contains("Message-ID: <delivery-1@relay.localhost>\r\n")
                .contains("X-Relaystream-Hop: " + HOPS.of("delivery-1") + "\r\n")
                .contains(ourUnsubscribe())
                .endsWith("--\r\n");
    }

    private static String ourUnsubscribe() {
        return "\r\nList-Unsubscribe: <https://relay.example/unsubscribe/%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                .formatted(Requests.SEALS.unsubscribes().token(Requests.ALIAS_ID));
    }

    private static MailBytes forward(String mail) {
        return forward(bytes(mail));
    }

    private static MailBytes forward(byte[] mail) {
        return forward(mail, Requests.ordinary());
    }

    private static MailBytes forward(byte[] mail, DeliveryRequest request) {
        return ForwardedMessage.of(RawMail.of(mail), request, Requests.SEALS, Requests.DASHBOARD)
                .mail();
    }

    private static String text(MailBytes message) {
        return new String(message.toBytes(), ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] tail(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
