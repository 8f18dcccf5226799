package io.relaystream.bridge.ses;

import static io.relaystream.bridge.ses.Payloads.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    jane@shop.example                                      | jane@shop.example
                    <JANE@Shop.example.>                                   | jane@shop.example
                    Jane <jane@shop.example>                               | jane@shop.example
                    "Doe, Jane" <jane@shop.example>                        | jane@shop.example
                    Doe, Jane <jane@shop.example>                          | jane@shop.example
                    Norton I., Emperor of the United States <norton@empire.example> | norton@empire.example
                    "ceo@bank.example" <jane@shop.example>                 | jane@shop.example
                    ceo@bank.example <jane@shop.example>                   | jane@shop.example
                    Jane <<jane@shop.example>>                             | jane@shop.example
                    Jane <the <jane@shop.example>>                         | jane@shop.example
                    jane@shop.example (Jane (at work))                     | jane@shop.example
                    (Jane) jane@shop.example                               | jane@shop.example
                    Shop: jane@shop.example, joe@shop.example;             | jane@shop.example
                    <@relay.example:jane@shop.example>                     | jane@shop.example
                    jane@shop.example, joe@shop.example                    | jane@shop.example
                    Jane <jane@shop.example>, Joe <joe@shop.example>       | jane@shop.example
                    "jane"@shop.example                                    | jane@shop.example
                    "jane..doe"@shop.example                               | "jane..doe"@shop.example
                    Jane <jane@BÜCHER.example>                             | jane@xn--bcher-kva.example
                    =?utf-8?q?J=C3=A4ne?= <jane@shop.example>              | jane@shop.example
                    =?utf-8?q?ceo@bank.example,_Inc?= <jane@shop.example>  | jane@shop.example
                    =?utf-8?b?PGNlb0BiYW5rPg==?= <jane@shop.example>       | jane@shop.example
                    jane=?x@shop.example                                   | jane=?x@shop.example
                    Jane @ Shop, Inc. <jane@shop.example>                  | jane@shop.example
                    Jane :( <jane@shop.example>                            | jane@shop.example
                    "Jane <jane@shop.example>                              | jane@shop.example
                    Jane <jane@shop.example                                | jane@shop.example
                    """)
    void isTheFirstMailbox(String from, String address) throws NotUnderstoodException {
        assertThat(author(headers("From: " + from)))
                .isEqualTo(new Author(new EmailAddress(address), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<>",
                "Jane",
                "Jane <>",
                "jane at shop.example",
                "undisclosed-recipients:;",
                "jane@",
                "@shop.example",
                "jane@shop@bank.example",
                "jane@[127.0.0.1]",
                "\"Jane <jane@shop.example>\"",
                "(jane@shop.example)",
                "=?utf-8?q?admin?=@shop.example",
                "=?utf-8?q?admin=40shop.example?=",
                "=?utf-8?q?admin@shop.example?=",
                "=?utf-8*en?Q?<admin@shop.example>?=",
                "Jane <=?utf-8?q?admin?=@shop.example>",
                "Jane <j=?utf-8?b?YW5l?=@shop.example>",
                "Jane <jane@shop.example=?utf-8?q?=2Eevil?=>",
                "\"=?utf-8?q?admin?=\"@shop.example"
            })
    void isMalformedWithoutAnAddress(String from) throws NotUnderstoodException {
        assertThat(author(headers("From: " + from))).isEqualTo(new Author(null, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\": \"From\"}]",
                "[{\"name\": \"From\", \"value\": null}]",
                "[{\"name\": \"From\", \"value\": 7}]",
                "[{\"name\": \"From\", \"value\": [\"jane@shop.example\"]}]"
            })
    void isMalformedWithoutText(String headers) throws NotUnderstoodException {
        assertThat(author(headers)).isEqualTo(new Author(null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from: ", "FROM: ", "From : "})
    void isFoundHoweverTheFieldIsWritten(String name) throws NotUnderstoodException {
        assertThat(author(headers("Subject: x", name + "jane@shop.example")))
                .isEqualTo(new Author(new EmailAddress("jane@shop.example"), false));
    }

    @Test
    void isMalformedWhenTheFieldIsThereTwice() throws NotUnderstoodException {
        String twice = headers("From: jane@shop.example", "from: jane@shop.example");

        assertThat(author(twice))
                .isEqualTo(new Author(new EmailAddress("jane@shop.example"), true));
        assertThat(author("{\"headersTruncated\": true, \"headers\": %s}", twice).malformed())
                .isTrue();
    }

    @Test
    void isMalformedWhenTheFieldIsMissing() throws NotUnderstoodException {
        assertThat(author(headers("Subject: x"))).isEqualTo(new Author(null, true));
        assertThat(author(headers("From-Name: Jane", "X-From: jane@shop.example")))
                .isEqualTo(new Author(null, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"headers\": null}",
                "{\"headers\": []}",
                "{\"headers\": \"From: jane@shop.example\"}",
                "{\"headers\": [7, null, {}, {\"name\": 7, \"value\": \"jane@shop.example\"}]}",
                "{\"commonHeaders\": 7}",
                "{\"commonHeaders\": {\"from\": null}}",
                "{\"commonHeaders\": {\"from\": []}}",
                "{\"commonHeaders\": {\"from\": [7, null]}}",
                "{\"headersTruncated\": true, \"headers\": [{\"name\": \"To\", \"value\": \"x\"}]}"
            })
    void isUnknownWhenTheFieldIsNotShown(String mail) throws NotUnderstoodException {
        assertThat(author(mail, "")).isEqualTo(new Author(null, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"commonHeaders": {"from": ["Jane <jane@shop.example>"]}}            | jane@shop.example | false
                    {"commonHeaders": {"from": ["nobody", 7, "jane@shop.example", "b@c"]}} | jane@shop.example | false
                    {"commonHeaders": {"from": ["nobody"]}}                              |                   | true
                    {"headersTruncated": true, "commonHeaders": {"from": ["b@c.example"]},\
                     "headers": [{"name": "To", "value": "x"}]}                          | b@c.example       | false
                    {"commonHeaders": {"from": ["b@c.example"]},\
                     "headers": [{"name": "From", "value": "jane@shop.example"}]}        | jane@shop.example | false
                    """)
    void isWhatSesReadWhereTheFieldIsNotShown(
            String mail, @Nullable String address, boolean malformed)
            throws NotUnderstoodException {
        assertThat(author(mail, ""))
                .isEqualTo(
                        new Author(address == null ? null : new EmailAddress(address), malformed));
    }

    private static Author author(String headers) throws NotUnderstoodException {
        return author("{\"headers\": %s}", headers);
    }

    private static Author author(String mail, String headers) throws NotUnderstoodException {
        Fields fields = Fields.of(mail.replace("%s", headers));
        return Author.of(fields, Headers.of(fields));
    }
}
