package io.relaystream.processor.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaxedHeaderTest {

    /// RFC 6376 section 3.4.5 are the first two. Each `|` is a CRLF, each `_` a tab.
    @ParameterizedTest(name = "[{0}:{1}] as [{2}]")
    @CsvSource(
            delimiter = '>',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\'',
            textBlock =
                    """
                    A>' X'>a:X
                    'B '>' Y_|_Z  '>b:Y Z
                    Subject>''>subject:
                    Subject>' '>subject:
                    Subject>' | |_'>subject:
                    SUBJECT>'a'>subject:a
                    'To_ '>'| a,| b'>'to:a, b'
                    """)
    void readsAFieldAs(String name, String value, String relaxed) {
        assertThat(RelaxedHeader.relaxed(text(name), text(value))).isEqualTo(relaxed);
    }

    @Test
    void listsEachNameOnceMoreThanItIsThere() {
        RelaxedHeader header = new RelaxedHeader("To: a\r\nSubject: 1\r\nsubject : 2\r\n\r\n");

        assertThat(header.names())
                .containsExactly(
                        "from",
                        "to",
                        "to",
                        "cc",
                        "subject",
                        "subject",
                        "subject",
                        "date",
                        "message-id",
                        "reply-to",
                        "list-unsubscribe",
                        "list-unsubscribe-post",
                        "mime-version",
                        "content-type");
    }

    @Test
    void takesFieldsFromTheBottomUp() {
        RelaxedHeader header =
                new RelaxedHeader("Subject: 1\r\nX-Other: x\r\nSubject: 2\r\nFrom: a\r\n\r\n");

        assertThat(header.text()).isEqualTo("from:a\r\nsubject:2\r\nsubject:1\r\n");
        assertThat(header.last("subject")).contains("2");
        assertThat(header.last("to")).isEmpty();
    }

    private static String text(String drawn) {
        return drawn.replace("|", "\r\n").replace('_', '\t');
    }
}
