package io.relaystream.processor.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.pgp.OwnersKey;
import io.relaystream.pgp.PgpKey;
import io.relaystream.pgp.PgpKey.Reading;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.mime.EncryptedMessage;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.NoticeMail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimSignerTest {
    private static final DkimSigner SIGNER = TestKeys.SIGNER;
    private static final String HEADER =
            """
            From: Jane Doe <jane@shop.example>
            To: open@relay.localhost
            Cc: John <john@shop.example>
            Subject: Your order
             of  today
            Date: Mon, 5 Jan 2026 12:00:00 +0000
            Message-ID: <1@shop.example>
            Reply-To: orders@shop.example
            List-Unsubscribe: <https://shop.example/leave>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            X-Other: 1
            """
                    .replace("\n", "\r\n");

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void signsWhatGoesOutOnTheWire(String name, String body) throws Exception {
        String wire = wire(sign(HEADER + "\r\n" + body));

        assertThat(holds(wire)).isTrue();
        assertThat(jamesHolds(wire)).isTrue();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("one line", "Hello\r\n"),
                arguments("no line end", "Hello"),
                arguments("blank lines at the end", "Hello\r\n\r\n \r\n\t\r\n\r\n"),
                arguments("blank lines before", "\r\n\r\nHello\r\n"),
                arguments("white space", " a\t\tb  c \t\r\n"),
                arguments("LF only", "Hello\n\nWorld\n"),
                arguments("CR only", "Hello\r\rWorld\r"),
                arguments("mixed line ends", "1\n.\n2\r.\r3\n.\r\n4\r\r\n.\r\r\n5"),
                arguments("dots", ".\r\n..\r\n.a\r\n"),
                arguments("8-bit", "Gr\u00c3\u00bc\u00c3\u009fe\r\n"),
                arguments("8-bit that is no UTF-8", "Gr\u00fc\u00dfe\r\n"),
                arguments("NUL", "a\0b\r\n"),
                arguments("a long line", "x".repeat(5_000) + "\r\n"));
    }

    /// James takes these for one empty line, against RFC 6376 section 3.4.4.
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", " \t\r\n\r\n"})
    void signsAnEmptyBody(String body) {
        String wire = wire(sign(HEADER + "\r\n" + body));

        assertThat(holds(wire)).isTrue();
        assertThat(new Verification(wire).tag("bh"))
                .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void signsAMailThatEndsWithItsHeader() {
        assertThat(holds(wire(sign(HEADER)))).isTrue();
    }

    /// Not encoded as it should be, and sent all the same. James cannot read those that are no
    /// UTF-8.
    @ParameterizedTest
    @ValueSource(strings = {"Gr\u00c3\u00bc\u00c3\u009fe", "Gr\u00fc\u00dfe", "\u00ef\u00f0\u00e8"})
    void signsAnEightBitSubject(String subject) {
        assertThat(holds(wire(sign(HEADER.replace("Your order", subject))))).isTrue();
    }

    @Test
    void signsAMailThatCouldNotBeRead() throws Exception {
        String wire = wire(sign("no header\r\n"));

        assertThat(holds(wire)).isTrue();
        assertThat(jamesHolds(wire)).isTrue();
    }

    @Test
    void signsANotice() throws Exception {
        String wire = wire(notice("open@relay.localhost"));

        assertThat(holds(wire)).isTrue();
        assertThat(jamesHolds(wire)).isTrue();
    }

    @Test
    void signsAnEncryptedMail() throws Exception {
        var mail = new ByteArrayOutputStream();
        EncryptedMessage.write(
                Requests.forwarded((HEADER + "\r\nHello\r\n").getBytes(ISO_8859_1)),
                "delivery-1",
                ((Reading.Usable) PgpKey.parse(OwnersKey.curve25519().armour(), Requests.RECEIVED))
                        .key(),
                mail);

        String wire = wire(SIGNER.sign(MailBytes.of(ByteBuffer.wrap(mail.toByteArray()))));

        assertThat(wire).contains("\r\nSubject: ...\r\n");
        assertThat(holds(wire)).isTrue();
        assertThat(jamesHolds(wire)).isTrue();
        assertThat(holds(wire.replace("Subject: ...", "Subject: Buy"))).isFalse();
    }

    @ParameterizedTest(name = "a mail from {0} by {1}")
    @CsvSource({
        "open@relay.localhost, relay.localhost",
        "shop@jane.relay.localhost, relay.localhost",
        "shop@jane.example, jane.example",
        "shop@evilrelay.localhost, evilrelay.localhost"
    })
    void signsForTheDomainThatTheMailIsFrom(String alias, String domain) {
        Verification signed = new Verification(wire(notice(alias)));

        assertThat(signed.tag("d")).isEqualTo(domain);
        assertThat(signed.tag("s")).isEqualTo("key1");
        assertThat(signed.holds(SIGNER.recordText())).isTrue();
    }

    @Test
    void writesOneFieldOnTop() {
        String[] lines = wire(sign(HEADER + "\r\nHello\r\n")).split("\r\n", -1);

        assertThat(lines)
                .startsWith(
                        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=relay.localhost; s=key1;",
                        " h=from:from:to:to:cc:cc:subject:subject:date:date:message-id:message-id:",
                        " reply-to:reply-to:list-unsubscribe:list-unsubscribe:",
                        " list-unsubscribe-post:list-unsubscribe-post:mime-version:mime-version:",
                        " content-type:content-type;",
                        " bh=Ba3gj8+xBPQLJTahTfzW6RbWQ/XPgESxkCi2B66PSQg=;");
        assertThat(lines[6]).startsWith(" b=");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(200));
    }

    @Test
    void signsTheSameMailInTheSameWay() {
        assertThat(wire(sign(HEADER + "\r\nHello"))).isEqualTo(wire(sign(HEADER + "\r\nHello")));
    }

    @ParameterizedTest
    @MethodSource("signed")
    void noticesThatAFieldWasAdded(String name) {
        String all = wire(sign(HEADER + "\r\nHello\r\n"));
        String few = wire(sign("X-Other: 1\r\n\r\nHello\r\n"));
        String added = name + ": added\r\n";

        assertThat(holds(added + all)).isFalse();
        assertThat(holds(all.replace("X-Other", added + "X-Other"))).isFalse();
        assertThat(holds(added + few)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void noticesThatAFieldWasChangedOrRemoved(String name) {
        String mail = wire(sign(HEADER + "\r\nHello\r\n"));
        String field = "\r\n" + name + ": ";

        assertThat(mail).contains(field);
        assertThat(holds(mail.replace(field, field + "x"))).isFalse();
        assertThat(holds(mail.replace(field, "\r\nX-" + name + ": "))).isFalse();
    }

    static List<String> signed() {
        return List.of(
                "From",
                "To",
                "Cc",
                "Subject",
                "Date",
                "Message-ID",
                "Reply-To",
                "List-Unsubscribe",
                "List-Unsubscribe-Post",
                "MIME-Version",
                "Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello!\r\n", "Hello\r\nWorld\r\n", "", "hello\r\n", " Hello\r\n"})
    void noticesThatTheBodyWasChanged(String body) {
        String mail = wire(sign(HEADER + "\r\nHello\r\n"));

        assertThat(holds(mail.replace("\r\n\r\nHello\r\n", "\r\n\r\n" + body))).isFalse();
    }

    @Test
    void outlivesWhatServersDoOnTheWay() {
        String mail = wire(sign(HEADER + "\r\nHello\r\n"));

        assertThat(holds("Received: from us\r\n" + mail)).isTrue();
        assertThat(holds(mail.replace("\r\n of  today", " of today"))).isTrue();
        assertThat(holds(mail.replace("\r\nHello\r\n", "\r\nHello \r\n\r\n"))).isTrue();
    }

    @Test
    void copiesNothingOfALargeMail() {
        byte[] raw =
                (HEADER + "\r\n" + "x".repeat(70).concat("\r\n").repeat(550_000))
                        .getBytes(ISO_8859_1);
        MailBytes mail = Requests.forwarded(raw);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        MailBytes signed = SIGNER.sign(mail);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
        assertThat(signed.size()).isGreaterThan(mail.size());
    }

    @Test
    void namesTheRecordToPublish() {
        assertThat(SIGNER.recordName()).isEqualTo("key1._domainkey.relay.localhost");
        assertThat(SIGNER.recordText()).matches("v=DKIM1; k=rsa; p=MIIB[A-Za-z0-9+/]{388}");
    }

    private static MailBytes sign(String raw) {
        return SIGNER.sign(Requests.forwarded(raw.getBytes(ISO_8859_1)));
    }

    private static MailBytes notice(String alias) {
        return SIGNER.sign(
                NoticeMail.of(
                        Requests.notice(NoticeKind.ALIAS_SWITCHED_OFF, new EmailAddress(alias)),
                        Requests.SEALS.hops()));
    }

    /// What SMTP makes of line ends.
    private static String wire(MailBytes mail) {
        String wire = new String(mail.toBytes(), ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n");
        return wire.endsWith("\r\n") ? wire : wire + "\r\n";
    }

    private static boolean holds(String mail) {
        return new Verification(mail).holds(SIGNER.recordText());
    }

    private static boolean jamesHolds(String mail) throws Exception {
        var james = new DKIMVerifier((_, _, _) -> List.of(SIGNER.recordText()));
        return james.verify(new ByteArrayInputStream(mail.getBytes(ISO_8859_1))).size() == 1;
    }
}
