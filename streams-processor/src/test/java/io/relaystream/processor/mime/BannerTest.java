package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.processor.delivery.Requests;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.nio.charset.Charset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the banner does to a mail's texts.
class BannerTest {
    private static final String LINK = "https://relay.example/#alias=open%40relay.localhost";
    private static final String ENGLISH =
            "This mail was sent to your alias open@relay.localhost. Manage this alias: " + LINK;
    private static final String FRENCH =
            "Ce message a été envoyé à votre alias open@relay.localhost. Gérer cet alias : " + LINK;
    private static final String GERMAN =
            "Diese E-Mail ging an Ihren Alias open@relay.localhost. Alias verwalten: " + LINK;
    private static final String HTML =
            "<div class=\"relaystream-banner\" lang=\"en\" style=\"margin:0 0 12px;padding:6px;"
                    + "border-bottom:1px solid #ccc;color:#555;font-size:12px\">This mail was sent"
                    + " to your alias open@relay.localhost. <a href=\""
                    + LINK
                    + "\">Manage this alias</a></div>";

    @Test
    void isTheFirstLineOfAText() {
        assertThat(body("Content-Type: text/plain; format=flowed; delsp=yes", "Hi \r\nyou\r\n"))
                .isEqualTo(ENGLISH + "\r\n\r\nHi \r\nyou\r\n");
        assertThat(body("X-Mailer: none", "Hi\r\n")).isEqualTo(ENGLISH + "\r\n\r\nHi\r\n");
        assertThat(body("X-Mailer: none", "")).isEqualTo(ENGLISH + "\r\n\r\n");
    }

    @Test
    void endsItsLinesAsTheTextDoes() {
        assertThat(body("Content-Type: text/plain", "Hi\nyou\n"))
                .isEqualTo(ENGLISH + "\n\nHi\nyou\n");
    }

    @Test
    void leavesTheHeaderOfATextAlone() {
        assertThat(forward("Content-Type: text/plain; format=flowed; charset=\"UTF-8\"", "Hi"))
                .startsWith("Content-Type: text/plain; format=flowed; charset=\"UTF-8\"\r\n")
                .doesNotContain("Content-Transfer-Encoding");
    }

    @Test
    void speaksTheLanguageOfTheOwner() {
        assertThat(body("de-AT", "Content-Type: text/plain", "Hi")).startsWith(GERMAN + "\r\n");
        assertThat(body("xx", "Content-Type: text/plain", "Hi")).startsWith(ENGLISH + "\r\n");
        assertThat(body("no language", "Content-Type: text/plain", "Hi")).startsWith(ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "iso-8859-1", "windows-1252"})
    void isWrittenInTheCharacterSetOfTheText(String name) {
        Charset charset = Charset.forName(name);
        String type =
                "Content-Type: text/plain; charset=" + name + "\r\nContent-Transfer-Encoding: 8bit";
        String text = new String("J'ai \u00e9t\u00e9".getBytes(charset), ISO_8859_1);

        String body = body("fr", type, text);

        assertThat(new String(body.getBytes(ISO_8859_1), charset))
                .isEqualTo(FRENCH + "\r\n\r\nJ'ai \u00e9t\u00e9");
    }

    @Test
    void turnsATextIntoUtf8WhichCannotHoldIt() {
        String text =
                new String("\u0434\u0430\r\n".getBytes(Charset.forName("koi8-r")), ISO_8859_1);

        String mail =
                forward(
                        "fr",
                        "Content-Type: text/plain; charset=koi8-r;\r\n\tformat=flowed\r\nContent-Transfer-Encoding: 8bit",
                        text);

        assertThat(mail)
                .startsWith("Content-Type: text/plain;\r\n\tformat=flowed; charset=utf-8\r\n")
                .contains("\r\nContent-Transfer-Encoding: 8bit\r\n");
        assertThat(new String(bodyOf(mail).getBytes(ISO_8859_1), UTF_8))
                .isEqualTo(FRENCH + "\r\n\r\n\u0434\u0430\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=koi8-r;",
                "text/plain; charset = koi8-r",
                "text/plain;; charset=\"koi8-r\" ; "
            })
    void namesTheCharacterSetOnce(String type) throws ParseException {
        String mail = forward("fr", "Content-Type: " + type, "\u00c4\u00c1\r\n");

        ContentType read =
                new ContentType(mail.substring("Content-Type: ".length(), mail.indexOf("\r\n")));
        assertThat(read).hasToString("text/plain; charset=utf-8");
    }

    @Test
    void makesAMailOfTextOneWithParts() {
        String mail = forward("fr", "X-Mailer: none", "Hi\r\n");

        assertThat(mail)
                .contains("\r\nMIME-Version: 1.0\r\n")
                .contains("Content-Type:text/plain; charset=utf-8\r\n")
                .contains("Content-Transfer-Encoding: quoted-printable\r\n");
    }

    @Test
    void encodesATextThatMayNotHaveEightBits() {
        String mail = forward("fr", "Content-Type: text/plain; charset=utf-8", "a=b \r\n\r\n.\r\n");

        assertThat(mail).contains("\r\nContent-Transfer-Encoding: quoted-printable\r\n");
        assertThat(bodyOf(mail))
                .startsWith("Ce message a =C3=A9t=C3=A9 envoy=C3=A9 =C3=A0 votre alias")
                .endsWith("\r\n\r\na=3Db=20\r\n\r\n.\r\n");
    }

    @Test
    void hasNoAccentsInATextThatIsNotWhatItSays() {
        assertThat(body("fr", "Content-Type: text/plain", "\u00e9\r\n"))
                .startsWith("Ce message a ete envoye a votre alias open@relay.localhost.")
                .endsWith("\r\n\r\n\u00e9\r\n");
        assertThat(body("fr", "Content-Type: text/plain; charset=nonsense", "Hi"))
                .startsWith("Ce message a ete envoye");
    }

    @Test
    void standsBehindAByteOrderMark() {
        assertThat(body("Content-Type: text/plain; charset=utf-8", "\u00ef\u00bb\u00bfHi"))
                .isEqualTo("\u00ef\u00bb\u00bf" + ENGLISH + "\r\n\r\nHi");
    }

    @Test
    void keepsTheEncodingOfATextThatIsEncoded() {
        String base64 = Base64.getMimeEncoder().encodeToString("Hi\n".repeat(60).getBytes(UTF_8));
        String expected =
                Base64.getMimeEncoder()
                        .encodeToString((ENGLISH + "\n\n" + "Hi\n".repeat(60)).getBytes(UTF_8));

        assertThat(body("Content-Transfer-Encoding: Base64", base64 + "\r\n"))
                .isEqualTo(expected + "\r\n");
        assertThat(body("Content-Transfer-Encoding: quoted-printable", "=E4 = x=\r\ny\r\n"))
                .isEqualTo(
                        ENGLISH.substring(0, 75)
                                + "=\r\n"
                                + ENGLISH.substring(75).replace("=", "=3D")
                                + "\r\n\r\n=E4 =3D xy\r\n");
    }

    @Test
    void addsNoLineEndToATextThatHasNone() {
        assertThat(body("Content-Transfer-Encoding: quoted-printable", "Hi=\r\n"))
                .endsWith("\r\n\r\nHi=\r\n");
        assertThat(body("Content-Transfer-Encoding: quoted-printable", "x".repeat(75) + "=\r\n"))
                .endsWith("\r\n\r\n" + "x".repeat(75) + "=\r\n");
        assertThat(
                        body(
                                "Content-Transfer-Encoding: quoted-printable",
                                "x".repeat(75) + "=\r\nx=\r\n"))
                .endsWith("\r\n\r\n" + "x".repeat(75) + "=\r\nx=\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Transfer-Encoding: base64\r\n\r\nYWJj*YWJj\r\n",
                "Content-Transfer-Encoding: base64\r\n\r\nYQ==YWJj\r\n",
                "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin\r\n",
                "Content-Transfer-Encoding: 7bit, base64\r\n\r\nYWJj\r\n",
                "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj",
                "Content-Type: text/html\r\nContent-Type: text/plain\r\n\r\nHi\r\n",
                "Content-Type: text/plain; charset=utf-8; charset=utf-16\r\n\r\nHi\r\n",
                "Content-Type: text/plain; charset=utf-16\r\n\r\nHi\r\n",
                "Content-Type: text/plain; charset=utf-7\r\n\r\nHi\r\n",
                "Content-Type: text/plain; charset=unicode-1-1-utf-7\r\n\r\nHi\r\n",
                "Content-Type: text/plain; charset*=us-ascii''utf-16\r\n\r\nHi\r\n",
                "Content-Type: text/plain; name*=us-ascii''log.txt\r\n\r\nHi\r\n",
                "Content-Type: text/plain; name*0=log; name*1=.txt\r\n\r\nHi\r\n",
                "Content-Type: text/html; charset=utf-8\r\n\r\n\u00ff\u00fe<\0p\0>\0",
                "Content-Type: text/plain; charset=utf-8\r\n\r\n\u00fe\u00ff\0H\0i",
                "Content-Type: text/html; charset=ibm037\r\n\r\nHi\r\n",
                "Content-Type: text/plain; name=log.txt\r\n\r\nHi\r\n",
                "Content-Disposition: attachment\r\n\r\nHi\r\n",
                "Content-Disposition: inline\r\nContent-Disposition: attachment\r\n\r\nHi\r\n",
                "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n",
                "Content-Type: application/pkcs7-mime\r\n\r\nMIAG\r\n",
                "Content-Type: message/rfc822\r\n\r\nSubject: Hi\r\n\r\nHi\r\n",
                "X-Mailer: none\r\n\r\nHi\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n",
                "Content-Transfer-Encoding: base64\r\n\r\nLS0tLS1CRUdJTiBQR1AgTUVTU0FHRS0tLS0t\r\n"
            })
    void leavesAloneWhatCannotBeChangedWithoutDoubt(String rest) {
        String mail = "From: a@b.example\r\n" + rest;

        assertThat(forwarded(mail, Requests.edited(true, true, "en")))
                .endsWith(rest.substring(rest.indexOf("\r\n\r\n")))
                .doesNotContain("#alias=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <html><head></head><body bgcolor='>'>   | <p>Hi
                    <!doctype html><!-- <body> --><BODY\t>  | Hi
                    <title><body></title><body>             | Hi
                    <style>p{}</style ><body id=a>          | Hi
                    <head><xml>x</xml></head><body>         | Hi
                    <div hidden></div><body>                | Hi
                    <html><head><title>a</title></head>     | <p>Hi
                    <meta charset=utf-8>                    | Hi <body>
                    <!--[if mso]><body><![endif]-->         | Hi
                    <html>                                  | <p><body-x>Hi</p>
                                                            | Hi</body>
                                                            | <p>Hi
                                                            | <
                                                            | <!-- never ends <body>
                    <html>                                  | <title>never ends <body>
                    <html>                                  | <head <body a="b>Hi
                    <head><template></template></head>      | <body-x>
                    <svg><style></svg></style><body>        | Hi
                    <svg/><title><body></title><body>       | Hi
                    <template><body></template><body>       | Hi
                                                            | <template><body></template>Hi
                                                            | <plaintext><body>
                    """)
    void standsAtTheBeginningOfADocument(String before, String after) {
        String head = before == null ? "" : before;
        String tail = after == null ? "" : after;

        assertThat(body("Content-Type: text/html", head + tail))
                .isEqualTo(head + "\r\n" + HTML + "\r\n" + tail);
    }

    @Test
    void isPutIntoADocumentWhateverItsCharacterSet() {
        String html = "<body>\u0001\u00ff\u001b$B<body>";

        for (String charset : new String[] {"us-ascii", "utf-8", "shift_jis", "nonsense"}) {
            assertThat(body("Content-Type: text/html; charset=" + charset, html))
                    .isEqualTo("<body>\r\n" + HTML + "\r\n" + html.substring(6));
        }
    }

    @Test
    void isPutIntoADocumentInFrench() {
        assertThat(body("fr", "Content-Type: text/html; charset=koi8-r", "<body>"))
                .contains("lang=\"fr\"")
                .contains("Ce message a &#233;t&#233; envoy&#233; &#224; votre alias open@relay");
    }

    @Test
    void readsAJapaneseDocumentAsItIsWritten() {
        Charset japanese = Charset.forName("iso-2022-jp");
        String html =
                new String(
                        "<title>\u65e5\u672c</title><body>\u8a9e".getBytes(japanese), ISO_8859_1);

        assertThat(body("Content-Type: text/html; charset=iso-2022-jp", html))
                .isEqualTo(html.replace("<body>", "<body>\r\n" + HTML + "\r\n"));
    }

    private static String body(String header, String body) {
        return body("en", header, body);
    }

    private static String body(String locale, String header, String body) {
        return bodyOf(forward(locale, header, body));
    }

    private static String bodyOf(String mail) {
        return mail.substring(mail.indexOf("\r\n\r\n") + 4);
    }

    private static String forward(String header, String body) {
        return forward("en", header, body);
    }

    private static String forward(String locale, String header, String body) {
        return forwarded(
                "From: a@b.example\r\n" + header + "\r\n\r\n" + body,
                Requests.edited(true, false, locale));
    }

    private static String forwarded(String mail, DeliveryRequest request) {
        Forwarded forwarded =
                ForwardedMessage.of(
                        RawMail.of(mail.getBytes(ISO_8859_1)),
                        request,
                        Requests.SEALS,
                        Requests.DASHBOARD);
        return new String(forwarded.mail().toBytes(), ISO_8859_1);
    }
}
