package io.relaystream.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static final Pattern SAFE =
            Pattern.compile("(\"?)[^\\p{C}\\p{Z}\\s@\"\\\\<>(),:;]+\\1@[a-z0-9.-]+");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a@b.example           | a@b.example
                    Alice@B.Example       | alice@b.example
                    ' a@b.example '       | a@b.example
                    <a@b.example>         | a@b.example
                    a@b.example.          | a@b.example
                    a@b.example。         | a@b.example
                    a+tag@b.example       | a+tag@b.example
                    "a"@b.example         | a@b.example
                    "A.b"@b.example       | a.b@b.example
                    "a..b"@b.example      | "a..b"@b.example
                    ".a"@b.example        | ".a"@b.example
                    a@BÜCHER.example      | a@xn--bcher-kva.example
                    a@XN--BCHER-KVA.example | a@xn--bcher-kva.example
                    a@bücher。example     | a@xn--bcher-kva.example
                    a@localhost           | a@localhost
                    Jörg@b.example        | jörg@b.example
                    用户@b.example        | 用户@b.example
                    ผู้ใช้@b.example      | ผู้ใช้@b.example
                    """)
    void readsEveryWayToWriteAnAddressAsOneValue(String text, String canonical) {
        assertThat(new EmailAddress(text).value()).isEqualTo(canonical);
    }

    @Test
    void composedAndDecomposedLettersAreEqual() {
        assertThat(new EmailAddress("jo\u0308rg@bu\u0308cher.example"))
                .isEqualTo(new EmailAddress("j\u00f6rg@b\u00fccher.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "<>",
                "a",
                "a@",
                "@b.example",
                "a@.",
                "a@b..example",
                "a@-b.example",
                "a@b_c.example",
                "a@[127.0.0.1]",
                ".a@b.example",
                "a.@b.example",
                "a..b@b.example",
                // whitespace and control characters
                "a b@b.example",
                "a @b.example",
                "a@ b.example",
                "a@b .example",
                "< a@b.example >",
                "a\r\nRCPT TO:<x@y.example>@b.example",
                "a\r@b.example",
                "a\n@b.example",
                "a@\r\nb.example",
                "a@b.example\r\nBcc: x@y.example",
                "a\u0000@b.example",
                "a@b.exam\u0000ple",
                "a\u2028@b.example",
                "a@b.exam\u2028ple",
                "\"a\u2028b\"@b.example",
                "a\u00a0@b.example",
                "a\u202e@b.example",
                "\ud800@b.example",
                // more than one address, or something else around it
                "a@b.example, c@d.example",
                "a@b.example;c@d.example",
                "a@b.example c@d.example",
                "<a@b.example>c@d.example",
                "a<c@d.example>@b.example",
                "<<a@b.example>>",
                "<a@b.example",
                "Alice <a@b.example>",
                "group: a@b.example;",
                "<@relay.example,@other.example:a@b.example>",
                "mailto:a@b.example",
                // comments
                "a(comment)@b.example",
                "(comment)a@b.example",
                "a@b.example (comment)",
                "a@(comment)b.example",
                // quoted local parts that could be taken for something else
                "\"a@alias.example\"@evil.example",
                "\"a b\"@b.example",
                "\"a\\\"b\"@b.example",
                "\"a\\b\"@b.example",
                "\"a,b\"@b.example",
                "\"a<b\"@b.example",
                "\"\r\n\"@b.example",
                "\"\"@b.example",
                "\"a\"b@b.example",
                "\"a@b.example",
                // domains that IDNA 2003 and IDNA 2008 read differently, or that are no host
                "a@stra\u00dfe.example",
                "a@fa\u1e9e.example",
                "a@\u03b2\u03bf\u03c2.example",
                "a@b\u200dc.example",
                "a@b\uff20c.example",
                "a@b\u2100c.example"
            })
    void refusesWhatIsNotOneSafeAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void refusesPartsThatAreTooLong() {
        String local = "l".repeat(64);
        String label = "d".repeat(63);
        String domain = String.join(".", label, label, "d".repeat(61)); // 189 characters

        assertThat(EmailAddress.parse(local + "@" + domain)).isPresent(); // 254 characters
        assertThat(EmailAddress.parse(local + "@" + domain + "d")).isEmpty();
        assertThat(EmailAddress.parse(local + "l@b.example")).isEmpty();
        assertThat(EmailAddress.parse("a@" + label + "d.example")).isEmpty();
    }

    @Test
    void refusesHugeTextWithoutLookingAtIt() {
        assertThat(EmailAddress.parse("a.".repeat(500_000) + "a@b.example")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b.".repeat(500_000) + "example")).isEmpty();
    }

    @Test
    void refusalsTellTheShapeAndNothingOfTheAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailAddress("alice smith@b.example"))
                .withMessage("Email address must look like local@domain, got 21 characters")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailAddress("alice@b..example"))
                .withMessage("Domain must be a host name, got 10 characters")
                .withNoCause();
    }

    @Test
    void splitsAtTheLastAt() {
        EmailAddress address = new EmailAddress("Alice@B.example");

        assertThat(address.local()).isEqualTo("alice");
        assertThat(address.domain()).isEqualTo("b.example");
    }

    @ParameterizedTest
    @CsvSource({
        "a@b.example,           a@b.example",
        "a+tag@b.example,       a@b.example",
        "a+tag+more@b.example,  a@b.example",
        "a+@b.example,          a@b.example",
        "a.b+tag@b.example,     a.b@b.example",
        "+a@b.example,          +a@b.example",
        "a.+tag@b.example,      a.+tag@b.example",
        "a.+b+tag@b.example,    a.+b+tag@b.example",
        "\"a..b+tag\"@b.example, \"a..b+tag\"@b.example"
    })
    void leadsToTheMailboxBeforeTheTag(String address, String mailbox) {
        assertThat(new EmailAddress(address).withoutTag().value()).isEqualTo(mailbox);
    }

    @Test
    void showsNoLocalPart() {
        assertThat(new EmailAddress("alice@b.example")).hasToString("***@b.example");
    }

    @Test
    void readsHosts() {
        assertThat(EmailAddress.host(" BÜCHER.example. ")).isEqualTo("xn--bcher-kva.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.host("no host"))
                .withMessage("Domain must be a host name, got 7 characters");
    }

    /// Records are read back through the constructor, so the canonical form must be its own
    /// canonical form; and whatever is accepted can be put into a header, a command or a key.
    @Test
    void whateverIsAcceptedIsCanonicalAndSafe() {
        Random random = new Random(2026);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            Optional<EmailAddress> parsed = EmailAddress.parse(noise(random));
            if (parsed.isPresent()) {
                accepted++;
                String value = parsed.get().value();
                assertThat(new EmailAddress(value).value()).isEqualTo(value);
                assertThat(value).matches(SAFE);
                EmailAddress mailbox = parsed.get().withoutTag();
                assertThat(mailbox.withoutTag()).isEqualTo(mailbox);
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    private static String noise(Random random) {
        String likely = "aZ0.-_+\"@<> \r\n\\ü\u0130\u0301\u0327\u0338=\u03a3ß\uff0e。";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(1, 6); length > 0; length--) {
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(random.nextInt(0x11_0000));
            } else {
                text.append(likely.charAt(random.nextInt(likely.length())));
            }
        }
        return switch (random.nextInt(3)) {
            case 0 -> text.append("@b.example").toString();
            case 1 -> text.insert(0, "a@").append(".example").toString();
            default -> text.insert(0, '"').append("\"@b.example").toString();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "open+shop@relay.localhost,   open@relay.localhost,  shop",
        "open+a+b@relay.localhost,    open@relay.localhost,  a+b",
        "Open+Shop@Relay.Localhost.,  open@relay.localhost,  shop",
        "open+@relay.localhost,       open@relay.localhost,  ''"
    })
    void leadsToTheMailboxWithoutTheTag(String text, String mailbox, String tag) {
        EmailAddress address = new EmailAddress(text);

        assertThat(address.withoutTag().value()).isEqualTo(mailbox);
        assertThat(address.tag()).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"open@relay.localhost", "+open@relay.localhost", "\"a..b+c\"@home.example"})
    void hasNoTag(String text) {
        EmailAddress address = new EmailAddress(text);

        assertThat(address.withoutTag()).isEqualTo(address);
        assertThat(address.tag()).isEmpty();
    }
}
