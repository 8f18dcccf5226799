package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.Mailbox;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Jane Doe <jane@shop.example>                     | Jane Doe (jane at shop.example) via Relaystream
                    "Doe, Jane" <jane@shop.example>                  | Doe, Jane (jane at shop.example) via Relaystream
                    Doe, Jane <jane@shop.example>                    | Doe, Jane (jane at shop.example) via Relaystream
                    jane@shop.example                                | jane at shop.example via Relaystream
                    "jane@shop.example" <jane@shop.example>          | jane at shop.example via Relaystream
                    jane@shop.example (Jane Doe)                     | Jane Doe (jane at shop.example) via Relaystream
                    =?utf-8?q?J=C3=A4ne?= =?utf-8?q?_D?= <j@x.example> | Jäne D (j at x.example) via Relaystream
                    =?utf-8?b?5pel5pw=?= =?UTF-8?q?=AC?= <j@x.example>  | 日本 (j at x.example) via Relaystream
                    =?iso-2022-jp?b?GyRCRnw=?= =?iso-2022-jp?b?S1wbKEI=?= <j@x.example> | 日本 (j at x.example) via Relaystream
                    =?utf-8?q?a?= =?iso-8859-1?q?=E4?= b =?utf-8?q?c?= <j@x.example> | aä b c (j at x.example) via Relaystream
                    ceo@bank.example <evil@x.example>                | ceo at bank.example (evil at x.example) via Relaystream
                    ceo＠bank.example <evil@x.example>               | ceo at bank.example (evil at x.example) via Relaystream
                    Bank （ceo＠bank.example） ﹤x﹥ <evil@x.example>   | Bank ceo at bank.example x (evil at x.example) via Relaystream
                    Janeㅤㅤ⠀ﾠD <evil@x.example>                        | Jane D (evil at x.example) via Relaystream
                    Bank (ceo at bank.example) <evil@x.example>      | Bank (evil at x.example) via Relaystream
                    "Bank (ceo at bank.example)" <evil@x.example>    | Bank ceo at bank.example (evil at x.example) via Relaystream
                    "=?utf-8?q?ceo=40bank.example?=" <evil@x.example> | ceo at bank.example (evil at x.example) via Relaystream
                    "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=" <evil@x.example> | = ?utf-8?q?x?= (evil at x.example) via Relaystream
                    "<ceo@bank.example>" <evil@x.example>            | ceo at bank.example (evil at x.example) via Relaystream
                    grp: a@x.example, b@y.example;                   | a at x.example via Relaystream
                    <@relay.example:a@x.example>                     | a at x.example via Relaystream
                    a@bank.example, b@evil.example                   | a at bank.example via Relaystream
                    "quo\\"te" <a@x.example>                         | quo'te (a at x.example) via Relaystream
                    =?unknown-charset?q?Jane?= <a@x.example>         | = ?unknown-charset?q?Jane?= (a at x.example) via Relaystream
                    a(comment)@x.example                             | comment (a at x.example) via Relaystream
                    not an address                                   | not an address via Relaystream
                    <>                                               | Unknown sender via Relaystream
                    """)
    void shows(String author, String name) {
        assertThat(nameOf(author)).isEqualTo(name);
    }

    @Test
    void leavesOutWhatCannotBeSeenOrTurnsTheTextAround() {
        assertThat(nameOf("=?utf-8?b?SmFuZeKAriDigIvigI1Eb2UKDQA=?= <a@x.example>"))
                .isEqualTo("Jane Doe (a at x.example) via Relaystream");
    }

    @Test
    void isShort() {
        String author =
                "x".repeat(5_000) + " <" + "a".repeat(64) + "@" + "b.".repeat(90) + "example>";

        assertThat(nameOf(author))
                .hasSizeLessThan(190)
                .contains("... (aaa")
                .endsWith("...) via Relaystream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jane",
                "Doe, Jane",
                "Jäne 日本語 \uD83D\uDE80",
                "O'Neil; (x): <y>",
                "日本語のとても長い名前です日本語のとても長い名前です日本語のとても長い名前です"
            })
    void isAPhraseThatAStrictParserReadsBack(String name) throws AddressException {
        String shown = nameOf("\"" + name + "\" <a@x.example>");

        String phrase = SenderName.phrase(shown);

        assertThat(phrase.split("\r\n ", -1)).allMatch(line -> line.length() <= 150);
        var address =
                new InternetAddress(phrase.replace("\r\n", "") + " <open@relay.localhost>", true);
        assertThat(address.getAddress()).isEqualTo("open@relay.localhost");
        assertThat(address.getPersonal()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "Jane <jane@bank.example>, Unverified: Jane (jane at bank.example) via Relaystream",
        "jane@bank.example, Unverified: jane at bank.example via Relaystream",
        "Unverified: <a@x.example>, Unverified: a at x.example via Relaystream",
        "<>, Unverified: Unknown sender via Relaystream"
    })
    void warnsOfASenderThatIsNotVerified(String author, String name) {
        assertThat(SenderName.of(mailbox(author), null, true)).isEqualTo(name);
    }

    @Test
    void keepsTheWarningInFrontOfALongName() {
        String author = "\u202e" + "x".repeat(5_000) + " <a@x.example>";

        String shown = SenderName.of(mailbox(author), null, true);

        assertThat(shown).startsWith("Unverified: xxx").hasSizeLessThan(130);
        assertThat(SenderName.phrase(shown)).startsWith("\"Unverified: xxx");
    }

    private static String nameOf(String author) {
        return SenderName.of(mailbox(author), null, false);
    }

    private static Optional<Mailbox> mailbox(String author) {
        String raw = new String(author.getBytes(UTF_8), ISO_8859_1);
        return Optional.of(Mailbox.first(new HeaderField("From", " " + raw).text()));
    }
}
