package io.relaystream.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a@x.example                               | a@x.example
                    a@x.example, b@x.example                  | a@x.example b@x.example
                    "Doe, Jane" <a@x.example>, b@x.example    | a@x.example b@x.example
                    Doe, Jane <a@x.example>, b@x.example      | a@x.example b@x.example
                    <a@x.example> (b@x.example), c@x.example  | a@x.example c@x.example
                    <a@x.example> rest; b@x.example           | a@x.example b@x.example
                    them: a@x.example, b@x.example;, c@x.example | a@x.example b@x.example c@x.example
                    undisclosed-recipients:;                  | ''
                    nobody, a@x.example, b@x.example          | b@x.example
                    ,, a@x.example,                           | a@x.example
                    a@x.example b@x.example                   | ''
                    """)
    void tellsAllMailboxesOfAField(String field, String expected) {
        assertThat(
                        String.join(
                                " ",
                                Mailbox.all(field).stream()
                                        .flatMap(mailbox -> mailbox.address().stream())
                                        .map(EmailAddress::value)
                                        .toList()))
                .isEqualTo(expected);
    }

    @Test
    void tellsTheNameOfEach() {
        assertThat(Mailbox.all("Jane <a@x.example>, =?utf-8?q?B=C3=B6b?= <b@x.example>"))
                .extracting(Mailbox::name)
                .containsExactly("Jane ", "Böb ");
    }
}
