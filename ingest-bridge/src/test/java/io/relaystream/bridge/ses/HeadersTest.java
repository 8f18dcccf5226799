package io.relaystream.bridge.ses;

import static io.relaystream.bridge.ses.Payloads.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.seal.HopMark;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    @ParameterizedTest
    @CsvSource({
        "List-Unsubscribe: <https://sender.example/>, true",
        "list-id: news, true",
        "LIST-POST: NO, true",
        "Precedence: bulk, true",
        "precedence:  List , true",
        "Precedence: junk, false",
        "Precedence: bulky, false",
        "Feedback-ID: 1:shop, false",
        "Subject: List-Unsubscribe, false",
        "Listing: x, false"
    })
    void recogniseBulkMail(String field, boolean bulk) throws NotUnderstoodException {
        assertThat(read("Subject: x", field).bulk()).isEqualTo(bulk);
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted: auto-generated, true",
        "auto-submitted: Auto-Replied, true",
        "Auto-Submitted: auto-notified; owner-email=x@y.example, true",
        "Auto-Submitted: no-one-knows, true",
        "Auto-Submitted: no, false",
        "AUTO-SUBMITTED:  No , false",
        "Auto-Submitted: no; reason=person, false",
        "Auto-Submitted: no;reason=person, false",
        "Auto-Submitted: no (a person wrote it), false",
        "Auto-Submitted: , false",
        "Auto-Submitted: ;, false",
        "X-Auto-Submitted: auto-replied, false",
        "Subject: auto-replied, false"
    })
    void recogniseAutomaticAnswers(String field, boolean automatic) throws NotUnderstoodException {
        assertThat(read(field).autoSubmitted()).isEqualTo(automatic);
    }

    @Test
    void areAutomaticIfOneOfSeveralSaysSo() throws NotUnderstoodException {
        assertThat(read("Auto-Submitted: no", "Auto-Submitted: auto-replied").autoSubmitted())
                .isTrue();
    }

    @Test
    void countTheServersThatHadTheMail() throws NotUnderstoodException {
        assertThat(
                        read(
                                        "Received: from a by b; Mon, 5 Jan 2026 12:00:00 +0000",
                                        "RECEIVED: ",
                                        "Received-SPF: pass",
                                        "X-Received: by c",
                                        "received: from c by d")
                                .received())
                .isEqualTo(3);
        assertThat(read().received()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Delivered-To: one@relay.example",
                "delivered-to: <One@RELAY.example.>",
                "Delivered-To: one+shop@relay.example",
                "Delivered-To: \"one\"@relay.example",
                "Delivered-To: one@relay.example (again)"
            })
    void tellWhereItWasDeliveredBefore(String field) throws NotUnderstoodException {
        Headers headers = read("Delivered-To: nobody", field, "X-Delivered-To: two@relay.example");

        assertThat(headers.deliveredTo()).containsExactly(new EmailAddress("one@relay.example"));
    }

    @Test
    void handOnOurMarksUpToABound() throws NotUnderstoodException {
        String mark = new HopMark("a secret of the operator").of("0123456789abcdef".repeat(2));
        String[] many =
                IntStream.range(0, 12)
                        .mapToObj(i -> HopMark.FIELD + ": mark " + i)
                        .toArray(String[]::new);

        assertThat(read("Subject: x", "x-RELAYSTREAM-hop:  " + mark + " ").hops())
                .containsExactly(mark);
        assertThat(read(many).hops()).hasSize(10).startsWith("mark 0").endsWith("mark 9");
    }

    @Test
    void putAFoldedMarkTogether() throws NotUnderstoodException {
        String mark = new HopMark("a secret of the operator").of("0123456789abcdef".repeat(2));

        assertThat(read(HopMark.FIELD + ": " + mark.replace(" ", "\r\n\t")).hops())
                .containsExactly(mark);
    }

    @Test
    void leaveOutWhatCanBeNoMarkOfOurs() throws NotUnderstoodException {
        assertThat(
                        read(
                                        HopMark.FIELD + ": ",
                                        HopMark.FIELD + ": " + "x".repeat(201),
                                        HopMark.FIELD + ": Grüße",
                                        HopMark.FIELD + ": \ud83d",
                                        HopMark.FIELD + ": " + "x".repeat(200))
                                .hops())
                .containsExactly("x".repeat(200));
    }

    @Test
    void tellWhoSaysThatTheyHaveSignedTheMail() throws NotUnderstoodException {
        assertThat(
                        read(
                                        "DKIM-Signature: v=1; a=rsa-sha256; d=Home.Example; s=x; b=ab==",
                                        "dkim-signature: v=1;\r\n\td=\r\n mail.example ;b=d=x",
                                        "DKIM-Signature: v=1; d=a.example; d=b.example",
                                        "DKIM-Signature: v=1; b=ab",
                                        "DKIM-Signature: d=no host",
                                        "Subject: d=other.example")
                                .signers())
                .containsExactly("home.example", "mail.example", "", "", "nohost");
    }

    /// One that is not shown may be of anybody.
    @Test
    void tellNoSignersUnlessAllAreKnown() throws NotUnderstoodException {
        String truncated =
                "{\"headersTruncated\": true, \"headers\": %s}"
                        .formatted(headers("DKIM-Signature: d=home.example"));
        String[] many =
                IntStream.range(0, 21)
                        .mapToObj(i -> "DKIM-Signature: d=home.example")
                        .toArray(String[]::new);

        assertThat(Headers.of(Fields.of(truncated)).signers()).isEmpty();
        assertThat(read(many).signers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"headers\": 7}",
                "{\"headers\": {\"name\": \"List-Id\"}}",
                "{\"headers\": [null, 7, [], \"List-Id\"]}",
                "{\"headers\": [{\"value\": \"bulk\"}, {\"name\": 7, \"value\": \"x\"}]}",
                "{\"headers\": [{\"name\": null}, {\"name\": \"\"}, {\"name\": [\"List-Id\"]}]}",
                "{\"headersTruncated\": \"true\"}"
            })
    void areNoneWhereThereAreNoNames(String mail) throws NotUnderstoodException {
        Headers headers = Headers.of(Fields.of(mail));

        assertThat(headers.fields()).isEmpty();
        assertThat(headers.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Precedence",
                "Auto-Submitted",
                "Delivered-To",
                "X-Relaystream-Hop",
            })
    void sayNothingByAValueThatIsNoText(String name) throws NotUnderstoodException {
        for (String value : new String[] {"7", "null", "[\"bulk\"]", "{\"a\": 1}", "true"}) {
            Headers headers =
                    Headers.of(
                            Fields.of(
                                    "{\"headers\": [{\"name\": \"%s\", \"value\": %s}]}"
                                            .formatted(name, value)));

            assertThat(headers.bulk()).isFalse();
            assertThat(headers.autoSubmitted()).isFalse();
            assertThat(headers.deliveredTo()).isEmpty();
            assertThat(headers.hops()).isEmpty();
        }
    }

    private static Headers read(String... fields) throws NotUnderstoodException {
        return Headers.of(Fields.of("{\"headers\": %s}".formatted(headers(fields))));
    }
}
