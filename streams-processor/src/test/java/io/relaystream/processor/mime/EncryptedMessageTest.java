package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.pgp.OwnersKey;
import io.relaystream.pgp.PgpKey;
import io.relaystream.pgp.PgpKey.Reading;
import io.relaystream.processor.delivery.Requests;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decrypted, a mail is the one that would have gone out in clear.
class EncryptedMessageTest {
    private static final OwnersKey OWNER = OwnersKey.curve25519();
    private static final PgpKey KEY = usable(OWNER);

    private static final String MAIL =
            """
            Received: from mx.shop.example by inbound.example; Mon, 5 Jan 2026 12:00:00 +0000
            From: Jane Doe <jane@shop.example>
            To: open@relay.localhost
            Cc: John <john@shop.example>
            Subject: Your order
             of today
            Date: Mon, 5 Jan 2026 12:00:00 +0000
            Message-ID: <2@shop.example>
            In-Reply-To: <1@home.example>
            References: <1@home.example>
            Reply-To: orders@shop.example
            List-Unsubscribe: <https://shop.example/leave>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            List-Id: Orders <orders.shop.example>
            Auto-Submitted: auto-generated
            Precedence: bulk
            Importance: high
            X-Order: 4711
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Thank you, J\u00c3\u00a4ne
            """;

    @Test
    void showsOutsideWhatIsNeededOnTheWay() throws MessagingException {
        assertThat(names(header(encrypted(MAIL))))
                .containsExactlyInAnyOrder(
                        "Received",
                        "From",
                        "To",
                        "Date",
                        "Message-ID",
                        "In-Reply-To",
                        "References",
                        "Reply-To",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "Auto-Submitted",
                        "Precedence",
                        "Importance",
                        "X-Relaystream-Alias",
                        "X-Relaystream-Delivery-Id",
                        "X-Relaystream-Hop",
                        "Subject",
                        "MIME-Version",
                        "Content-Type");
        assertThat(header(encrypted(MAIL)).getHeader("Subject")).containsExactly("...");
    }

    @Test
    void hidesEverythingElse() {
        assertThat(new String(encrypted(MAIL), ISO_8859_1))
                .doesNotContain("order\r\n", "john@", "Orders", "4711", "Thank you", "Original");
    }

    @Test
    void keepsInsideWhatAnOwnerMayWantToSee() throws MessagingException {
        byte[] inside = decrypted(encrypted(MAIL));

        InternetHeaders header = header(inside);
        assertThat(header.getHeader("Subject")).containsExactly("Your order\r\n of today");
        assertThat(names(header).stream().filter(name -> !name.equals("HP-Outer")))
                .containsExactlyInAnyOrder(
                        "From",
                        "To",
                        "Cc",
                        "Subject",
                        "Date",
                        "Message-ID",
                        "In-Reply-To",
                        "References",
                        "Reply-To",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "Auto-Submitted",
                        "Precedence",
                        "Importance",
                        "X-Order",
                        "X-Relaystream-Original-From",
                        "X-Relaystream-Original-Cc",
                        "Content-Type",
                        "Content-Transfer-Encoding");
        assertThat(new String(inside, ISO_8859_1))
                .endsWith("\r\n\r\nThank you, J\u00c3\u00a4ne\r\n");
    }

    /// RFC 9788 section 2.2.
    @Test
    void repeatsInsideWhatStandsOutside() throws MessagingException {
        byte[] mail = encrypted(MAIL);
        InternetHeaders outside = header(mail);

        assertThat(header(decrypted(mail)).getHeader("HP-Outer"))
                .contains("Subject: ...", "Message-ID: <2@shop.example>")
                .allSatisfy(
                        repeated -> {
                            int colon = repeated.indexOf(": ");
                            assertThat(outside.getHeader(repeated.substring(0, colon)))
                                    .containsExactly(repeated.substring(colon + 2));
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\n",
                "Content-Type: text/plain ;charset=utf-8\n",
                "Content-Type: text/plain; charset=utf-8;\n",
                "Content-Type:\n text/plain; charset=utf-8\n"
            })
    void saysAtTheTypeThatTheHeaderCounts(String type) throws MessagingException {
        byte[] inside = decrypted(encrypted("From: jane@shop.example\n" + type + "\nHi\n"));

        ContentType found = new ContentType(header(inside).getHeader("Content-Type", null));
        assertThat(found.getBaseType()).isEqualTo("text/plain");
        assertThat(found.getParameter("protected-headers")).isEqualTo("v1");
        assertThat(found.getParameter("hp")).isEqualTo("cipher");
        assertThat(found.getParameter("charset"))
                .isEqualTo(type.contains("utf-8") ? "utf-8" : null);
    }

    @Test
    void isPgpMime() throws MessagingException, IOException {
        MimeMessage mail = strict(encrypted(MAIL));

        ContentType type = new ContentType(mail.getContentType());
        assertThat(type.match("multipart/encrypted")).isTrue();
        assertThat(type.getParameter("protocol")).isEqualTo("application/pgp-encrypted");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.isComplete()).isTrue();
        assertThat(parts.getBodyPart(0).isMimeType("application/pgp-encrypted")).isTrue();
        assertThat(text(parts.getBodyPart(0))).isEqualTo("Version: 1\r\n");
        assertThat(parts.getBodyPart(1).isMimeType("application/octet-stream")).isTrue();
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("encrypted.asc");
        assertThat(text(parts.getBodyPart(1)))
                .startsWith("-----BEGIN PGP MESSAGE-----\r\n\r\n")
                .endsWith("-----END PGP MESSAGE-----\r\n");
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void saysTheSameAsTheMailInClear(String name) throws IOException, MessagingException {
        MailBytes clear = Corpus.forward(Corpus.mail(name)).mail();

        byte[] mail = encrypted(clear);

        assertThat(SecondParser.parts(mail))
                .extracting(SecondParser.Part::type)
                .containsExactly("application/pgp-encrypted", "application/octet-stream");
        byte[] inside = decrypted(mail);
        byte[] sent = crlf(clear.toBytes());
        assertThat(SecondParser.parts(inside)).isEqualTo(SecondParser.parts(sent));
        assertThat(body(inside)).isEqualTo(body(sent));
        assertThat(header(inside).getHeader("Subject"))
                .isEqualTo(header(sent).getHeader("Subject"));
        assertThat(header(mail).getHeader("Subject")).containsExactly("...");
        for (String line : new String(mail, ISO_8859_1).split("\r\n", -1)) {
            assertThat(line).doesNotContain("\n", "\r").hasSizeLessThanOrEqualTo(998);
        }
    }

    static Stream<String> corpus() {
        return Corpus.names().stream();
    }

    /// A failure prints its seed.
    @Test
    void survivesRandomTreesOfParts() throws IOException {
        long seed = System.nanoTime();
        MimeTrees trees = new MimeTrees(new Random(seed));

        for (int round = 0; round < 100; round++) {
            MailBytes clear = Corpus.forward(trees.mail()).mail();
            assertThat(body(decrypted(encrypted(clear))))
                    .as("round %d, seed %d", round, seed)
                    .isEqualTo(body(crlf(clear.toBytes())));
        }
    }

    /// A failure prints its seed.
    @Test
    void survivesDamagedMails() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (String name : Corpus.names()) {
            for (int round = 0; round < 3; round++) {
                MailBytes clear = Corpus.forward(Damage.of(Corpus.mail(name), random)).mail();
                if (!EncryptedMessage.isEncrypted(clear)) {
                    assertThat(body(decrypted(encrypted(clear))))
                            .as("%s, round %d, seed %d", name, round, seed)
                            .isEqualTo(body(crlf(clear.toBytes())));
                }
            }
        }
    }

    @Test
    void encryptsForAKeyOfVersion6() throws IOException {
        OwnersKey owner = OwnersKey.version6();
        MailBytes clear = Requests.forwarded(MAIL.getBytes(ISO_8859_1));

        byte[] inside = decrypted(encrypted(clear, usable(owner)), owner);

        assertThat(body(inside)).isEqualTo(body(crlf(clear.toBytes())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b",
                "Multipart/Encrypted; boundary=b",
                "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
                "application/x-pkcs7-mime; smime-type=\"Enveloped-Data\"",
                "application/pkcs7-mime; smime-type=authEnveloped-data"
            })
    void knowsWhatCameEncrypted(String type) {
        assertThat(cameEncrypted(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; x=multipart/encrypted",
                "multipart/encrypted",
                "multipart/encrypted; boundary=b; boundary=c",
                "multipart/signed; protocol=\"application/pgp-signature\"; boundary=b",
                "application/pkcs7-mime",
                "application/pkcs7-mime; smime-type=signed-data",
                "application/pkcs7-mime; smime-type=enveloped-data; smime-type=signed-data"
            })
    void doesNotTakeAnythingElseForEncrypted(String type) {
        assertThat(cameEncrypted(type)).isFalse();
    }

    private static boolean cameEncrypted(String type) {
        String mail = "From: jane@shop.example\r\nContent-Type: " + type + "\r\n\r\nHi\r\n";
        return EncryptedMessage.isEncrypted(Requests.forwarded(mail.getBytes(ISO_8859_1)));
    }

    private static byte[] encrypted(String mail) {
        return encrypted(Requests.forwarded(crlf(mail.getBytes(ISO_8859_1))));
    }

    private static byte[] encrypted(MailBytes mail) {
        return encrypted(mail, KEY);
    }

    private static byte[] encrypted(MailBytes mail, PgpKey key) {
        var out = new ByteArrayOutputStream();
        try {
            EncryptedMessage.write(mail, "delivery-1", key, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] decrypted(byte[] mail) {
        return decrypted(mail, OWNER);
    }

    private static byte[] decrypted(byte[] mail, OwnersKey owner) {
        ByteBuffer armour = SecondParser.parts(mail).get(1).content();
        byte[] message = new byte[armour.remaining()];
        armour.get(message);
        return owner.decrypt(message);
    }

    private static MimeMessage strict(byte[] mail) throws MessagingException {
        Properties strict = new Properties();
        strict.setProperty("mail.mime.parameters.strict", "true");
        strict.setProperty("mail.mime.address.strict", "true");
        return new MimeMessage(Session.getInstance(strict), new ByteArrayInputStream(mail));
    }

    private static String text(BodyPart part) throws IOException, MessagingException {
        return new String(part.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static InternetHeaders header(byte[] mail) throws MessagingException {
        return new InternetHeaders(new ByteArrayInputStream(mail));
    }

    private static List<String> names(InternetHeaders header) {
        return Collections.list(header.getAllHeaders()).stream().map(Header::getName).toList();
    }

    private static String body(byte[] mail) {
        String text = new String(mail, ISO_8859_1);
        return text.substring(text.indexOf("\r\n\r\n"));
    }

    private static byte[] crlf(byte[] mail) {
        return new String(mail, ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n").getBytes(ISO_8859_1);
    }

    private static PgpKey usable(OwnersKey owner) {
        return ((Reading.Usable) PgpKey.parse(owner.armour(), Requests.RECEIVED)).key();
    }
}
