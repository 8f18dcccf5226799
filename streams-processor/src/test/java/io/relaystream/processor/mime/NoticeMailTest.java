package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.seal.HopMark;
import io.relaystream.processor.delivery.Requests;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeMailTest {
    private static final HopMark HOPS = Requests.SEALS.hops();
    private static final String LINK = "https://relay.example/mail/token";
    private static final String ALIAS = "open@relay.localhost";

    @Test
    void tellsThatAnAliasIsSwitchedOff() {
        assertThat(text(notice(NoticeKind.ALIAS_SWITCHED_OFF, ALIAS)))
                .startsWith(
                        """
                        From: "Relaystream" <noreply@relay.localhost>
                        To: <owner@home.example>
                        Subject: Your alias open@relay.localhost is switched off
                        Date: Mon, 5 Jan 2026 12:00:00 +0000
                        Message-ID: <delivery-1@relay.localhost>
                        Auto-Submitted: auto-generated
                        X-Relaystream-Delivery-Id: delivery-1
                        X-Relaystream-Hop: %s
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: 7bit

                        Hello,

                        we have switched off your alias

                            open@relay.localhost

                        because mail that came through it was reported as spam more than once."""
                                .formatted(HOPS.of("delivery-1"))
                                .replace("\n", "\r\n"))
                .contains("switch it on in your list of");
    }

    @ParameterizedTest
    @EnumSource
    void isAMailThatAStrictParserReads(NoticeKind kind) throws MessagingException, IOException {
        MailBytes notice = notice(kind, "grün@relay.localhost");

        MimeMessage read = read(notice);

        assertThat(read.getSubject()).contains("grün@relay.localhost");
        assertThat(read.getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(read.getEncoding()).isEqualTo("8bit");
        assertThat((String) read.getContent()).contains("grün@relay.localhost");
        assertThat(notice.eightBit()).isTrue();
        assertThat(notice.size()).isEqualTo(notice.toBytes().length);
    }

    @ParameterizedTest
    @EnumSource
    void hasLinesThatEveryServerTakes(NoticeKind kind) {
        String notice = text(notice(kind, ALIAS));

        assertThat(notice.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(Arrays.asList(notice.split("\r\n", -1)))
                .filteredOn(line -> !line.startsWith("X-"))
                .allMatch(line -> line.length() <= 78);
    }

    @Test
    void givesTheSameBytesForTheSameRequest() {
        assertThat(notice(NoticeKind.ALIAS_SWITCHED_OFF, ALIAS).toBytes())
                .isEqualTo(notice(NoticeKind.ALIAS_SWITCHED_OFF, ALIAS).toBytes());
    }

    @Test
    void needsSomethingToSay() {
        assertThatThrownBy(() -> NoticeMail.of(Requests.ordinary(), HOPS))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("a request to notify has a notice");
    }

    @Test
    void tellsOfAMailThatIsTooLarge() throws MessagingException {
        String mail =
                "From: =?utf-8?q?J=C3=A4ne=0ABcc:_x?= <jane@shop.example>\r\nSubject: "
                        + "a\u202eb ".repeat(100)
                        + "\r\n\r\n";
        RawMail raw =
                new RawMail(
                        ByteBuffer.wrap(mail.getBytes(StandardCharsets.UTF_8)),
                        57_312_000,
                        () -> {});

        MailBytes notice = NoticeMail.tooLarge(raw, Requests.ordinary(), HOPS, LINK);

        assertThat(read(notice).getSubject())
                .isEqualTo("A mail to your alias open@relay.localhost is too large");
        assertThat(new String(notice.toBytes(), StandardCharsets.UTF_8))
                .contains("\r\n    From:    J\u00e4ne Bcc: x <jane@shop.example>\r\n")
                .contains("\r\n    Subject: " + "a b ".repeat(50) + "...\r\n")
                .contains("\r\n    Size:    57.3 MB\r\n")
                .contains("\r\n    https://relay.example/mail/token\r\n");
    }

    @Test
    void tellsOfALargeMailThatCannotBeRead() {
        MailBytes notice =
                NoticeMail.tooLarge(RawMail.of(new byte[0]), Requests.ordinary(), HOPS, LINK);

        assertThat(text(notice)).contains("From:    (unknown)\r\n    Subject: (unknown)\r\n");
    }

    private static MailBytes notice(NoticeKind kind, String alias) {
        DeliveryRequest request = Requests.notice(kind, new EmailAddress(alias));
        return NoticeMail.of(request, HOPS);
    }

    private static MimeMessage read(MailBytes mail) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        return new MimeMessage(session, new ByteArrayInputStream(mail.toBytes()));
    }

    private static String text(MailBytes mail) {
        return new String(mail.toBytes(), UTF_8);
    }
}
