package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedPrintableTest {

    @Test
    void writesALineEndAsItIs() {
        assertThat(encoded("one\r\ntwo", "\r\n")).isEqualTo("one\r\ntwo");
        assertThat(encoded("one\ntwo", "\n")).isEqualTo("one\ntwo");
    }

    /// On its way the other line ends of the mail may be made alike.
    @Test
    void quotesALineEndThatIsNotThatOfTheMail() {
        assertThat(encoded("one\ntwo", "\r\n")).isEqualTo("one=0Atwo");
        assertThat(encoded("one\r\ntwo", "\n")).isEqualTo("one=0D=0Atwo");
    }

    private static String encoded(String text, String lineEnd) {
        return new String(QuotedPrintable.encode(text.getBytes(US_ASCII), lineEnd), US_ASCII);
    }
}
