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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void tellsAGermanOwnerThatAReplyWasNotSent() throws MessagingException, IOException {
        MimeMessage read = read(notice(NoticeKind.REPLY_SEALED, ALIAS, "de"));

        assertThat(read.getSubject())
                .isEqualTo("Ihre Antwort von open@relay.localhost wurde nicht gesendet");
        assertThat((String) read.getContent())
                .isEqualToNormalizingNewlines(
                        """
                        Guten Tag,

                        Ihre Antwort von Ihrem Alias

                            open@relay.localhost

                        wurde nicht gesendet, weil sie signiert oder verschlüsselt ist oder nicht
                        gelesen werden konnte. Deshalb konnten wir nicht dafür sorgen, dass sie Ihre
                        eigene Adresse nicht zeigt. Wir haben nichts davon weitergegeben.

                        Bitte senden Sie sie noch einmal ohne Signatur und Verschlüsselung. Oder
                        erlauben Sie solche Antworten in Ihren Einstellungen in Relaystream: Dann
                        gehen sie hinaus, wie sie sind, und können Ihre eigene Adresse zeigen.

                        Antworten auf diese E-Mail liest niemand.
                        """);
    }

    @Test
    void tellsAFrenchOwnerThatAReplyWentToSomeOnly() throws MessagingException, IOException {
        MimeMessage read = read(notice(NoticeKind.REPLY_WITHOUT_OTHERS, ALIAS, "fr"));

        assertThat(read.getSubject())
                .isEqualTo(
                        "Votre réponse depuis open@relay.localhost avait d’autres destinataires");
        assertThat((String) read.getContent())
                .isEqualToNormalizingNewlines(
                        """
                        Bonjour,

                        votre réponse depuis votre alias

                            open@relay.localhost

                        a été envoyée à ceux à qui vous avez écrit par leur adresse de réponse dans
                        Relaystream. Elle nommait aussi d’autres adresses. Nous ne leur avons rien
                        envoyé, et nous les en avons retirées.

                        Votre logiciel de messagerie leur a peut-être écrit directement. Dans ce
                        cas, ils ont vu votre propre adresse.

                        Pour la garder pour vous, n’écrivez qu’aux adresses de réponse qui figurent
                        dans les messages de Relaystream, et retirez toutes les autres avant l’envoi.

                        Personne ne lit les réponses à ce message.
                        """);
    }

    /// What happened, what was not sent, and what to do next.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ALIAS_SWITCHED_OFF   | reported as spam more than once  | is not forwarded any more        | switch it on in your list
                    KEY_UNUSABLE         | cannot be encrypted with your    | Nothing was sent to              | put a new key into your settings
                    REPLY_NEEDS_PREMIUM  | part of the premium plan         | We passed                        | change to the premium plan
                    REPLY_LIMIT          | as many replies as are allowed   | We passed                        | in 24 hours at the
                    REPLY_SEALED         | it is signed or encrypted        | We passed                        | without signature and encryption
                    REPLY_UNDELIVERED    | refused it, or did               | We do not try again              | send it once more
                    REPLY_WITHOUT_OTHERS | It named other addresses         | We sent it to none of these      | write only to the reply addresses
                    """)
    void saysWhatHappenedAndWhatToDo(
            NoticeKind kind, String happened, String notSent, String toDo) {
        assertThat(text(notice(kind, ALIAS))).containsSubsequence(happened, notSent, toDo);
    }

    @ParameterizedTest
    @MethodSource("noticesInEveryLanguage")
    void isAMailThatAStrictParserReads(NoticeKind kind, String locale)
            throws MessagingException, IOException {
        MailBytes notice = notice(kind, "grün@relay.localhost", locale);

        MimeMessage read = read(notice);

        assertThat(read.getSubject()).contains("grün@relay.localhost");
        assertThat(read.getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(read.getEncoding()).isEqualTo("8bit");
        assertThat((String) read.getContent()).contains("grün@relay.localhost");
        assertThat(notice.eightBit()).isTrue();
        assertThat(notice.size()).isEqualTo(notice.toBytes().length);
    }

    static Stream<Arguments> noticesInEveryLanguage() {
        return Stream.of(NoticeKind.values())
                .flatMap(
                        kind ->
                                Stream.of("en", "de", "fr")
                                        .map(locale -> Arguments.arguments(kind, locale)));
    }

    @ParameterizedTest
    @MethodSource("noticesInEveryLanguage")
    void hasLinesThatEveryServerTakes(NoticeKind kind, String locale) {
        String notice = text(notice(kind, ALIAS, locale));

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | A mail to your alias open@relay.localhost is too large          | Size:    57.3 MB
                    de | Eine E-Mail an Ihren Alias open@relay.localhost ist zu groß     | Größe:   57,3 MB
                    fr | Un message à votre alias open@relay.localhost est trop volumineux | Taille : 57,3 Mo
                    """)
    void tellsOfAMailThatIsTooLargeInTheLanguageOfTheOwner(
            String locale, String subject, String size) throws MessagingException, IOException {
        RawMail raw = new RawMail(ByteBuffer.wrap(new byte[0]), 57_312_000, () -> {});

        MimeMessage read =
                read(NoticeMail.tooLarge(raw, Requests.edited(false, false, locale), HOPS, LINK));

        assertThat(read.getSubject()).isEqualTo(subject);
        assertThat((String) read.getContent()).contains(size, LINK);
    }

    @Test
    void tellsOfALargeMailThatCannotBeRead() {
        MailBytes notice =
                NoticeMail.tooLarge(RawMail.of(new byte[0]), Requests.ordinary(), HOPS, LINK);

        assertThat(text(notice)).contains("From:    (unknown)\r\n    Subject: (unknown)\r\n");
    }

    private static MailBytes notice(NoticeKind kind, String alias) {
        return notice(kind, alias, "en");
    }

    private static MailBytes notice(NoticeKind kind, String alias, String locale) {
        DeliveryRequest request = Requests.notice(kind, new EmailAddress(alias), locale);
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
