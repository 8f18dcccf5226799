package io.relaystream.bridge.ses;

import static io.relaystream.bridge.ses.Payloads.ACCEPTED_AT;
import static io.relaystream.bridge.ses.Payloads.RECEIVED;
import static io.relaystream.bridge.ses.Payloads.SNS_ACTION;
import static io.relaystream.bridge.ses.Payloads.headers;
import static io.relaystream.bridge.ses.Payloads.with;
import static io.relaystream.bridge.ses.Payloads.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptParserTest {
    private final SesParser parser = new SesParser("inline-mails", "replies.relay.localhost");

    @Test
    void makesOneMailForEachRecipientOfTheEnvelope() {
        assertThat(received(RECEIVED).mails())
                .containsExactly(mailTo("one@relay.example"), mailTo("two@relay.example"));
    }

    @Test
    void takesARecipientThatIsNamedTwiceOnce() {
        String payload =
                with(
                        RECEIVED,
                        "/receipt/recipients",
                        "[\"one@relay.example\", \"ONE@relay.example.\", \"one@RELAY.example\"]");

        assertThat(received(payload).mails()).containsExactly(mailTo("one@relay.example"));
    }

    @Test
    void goesOnWithoutARecipientThatIsNoAddressAndSaysWhich() {
        String payload =
                with(
                        RECEIVED,
                        "/receipt/recipients",
                        "[\"no address\", \"two@relay.example\", \"\"]");

        SesMessage.Received received = received(payload);

        assertThat(received.mails()).containsExactly(mailTo("two@relay.example"));
        assertThat(received.unusable())
                .containsExactly("receipt.recipients[0]", "receipt.recipients[2]");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"<>\"', true",
        "'\" < > \"', true",
        "'\"\"', true",
        "'\" \"', true",
        "null, true",
        "7, true",
        "'\"MAILER-DAEMON\"', false",
        "'\"not an address\"', false",
        "'\"<\"', false"
    })
    void tellsTheNullSenderFromNonsense(String source, boolean nullSender) {
        InboundMail mail = received(with(RECEIVED, "/mail/source", source)).mails().getFirst();

        assertThat(mail.mailFrom()).isNull();
        assertThat(mail.nullSender()).isEqualTo(nullSender);
    }

    @Test
    void takesAnAbsentSenderForTheNullSender() {
        InboundMail mail = received(without(RECEIVED, "/mail/source")).mails().getFirst();

        assertThat(mail.mailFrom()).isNull();
        assertThat(mail.nullSender()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-05T12:00:00.250Z     | 2026-01-05T12:00:00.250Z",
                "2026-01-05T12:00:00Z         | 2026-01-05T12:00:00Z",
                "2026-01-05T12:00:00.250+0000 | 2026-01-05T12:00:00.250Z",
                "2026-01-05T12:00:00+00:00    | 2026-01-05T12:00:00Z",
                "2026-01-05T12:00:00.25-08:00 | 2026-01-05T20:00:00.250Z"
            })
    void readsEveryWayInWhichSesWritesTheTime(String text, Instant expected) {
        String payload = with(RECEIVED, "/mail/timestamp", "\"" + text + "\"");

        assertThat(received(payload).mails().getFirst().receivedAt()).isEqualTo(expected);
    }

    @Test
    void readsWhatTheHeaderFieldsSayForEachRecipient() {
        // Given
        String payload =
                with(
                        RECEIVED,
                        "/mail/headers",
                        headers(
                                "Delivered-To: Two+tag@relay.example",
                                "Received: from a by b",
                                "Received: from b by c",
                                "Auto-Submitted: auto-replied",
                                "Precedence: bulk",
                                "X-Relaystream-Hop: a mark",
                                "From: Jane <jane@sender.example>",
                                "From: Joe <joe@sender.example>"));

        // When
        List<InboundMail> mails = received(payload).mails();

        // Then
        assertThat(mails)
                .allSatisfy(
                        mail -> {
                            assertThat(mail.from())
                                    .isEqualTo(new EmailAddress("jane@sender.example"));
                            assertThat(mail.malformedSender()).isTrue();
                            assertThat(mail.received()).isEqualTo(2);
                            assertThat(mail.autoSubmitted()).isTrue();
                            assertThat(mail.bulk()).isTrue();
                            assertThat(mail.hops()).containsExactly("a mark");
                        });
        assertThat(mails).extracting(InboundMail::deliveredBefore).containsExactly(false, true);
    }

    /// Who is asked by a reverse address has to be known to show it to the others.
    @Test
    void tellsWhomAnAnswerNames() {
        String answer =
                with(
                        with(
                                RECEIVED,
                                "/receipt/recipients",
                                "[\"token@replies.relay.localhost\", \"one@relay.localhost\"]"),
                        "/mail/headers",
                        headers(
                                "From: Owner <owner@home.example>",
                                "To: \"Doe, Jane\" <token@replies.relay.localhost>, Bob <b@firm.example>",
                                "Cc: friends: carol@else.example, dan@else.example;, b@firm.example"));

        assertThat(received(answer).mails())
                .extracting(InboundMail::addressees)
                .containsOnly(
                        Stream.of(
                                        "token@replies.relay.localhost",
                                        "b@firm.example",
                                        "carol@else.example",
                                        "dan@else.example")
                                .map(EmailAddress::new)
                                .toList());
        assertThat(received(RECEIVED).mails())
                .extracting(InboundMail::addressees)
                .containsOnly(List.of());
    }

    /// What SES has authenticated may be the other one, as its reader is another.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner@home.example, evil@else.example",
                "<owner@home.example> <evil@else.example>",
                "<owner@home.example> <owner@home.example.else.example>",
                "owner@home.example (evil@else.example)",
                "<@else.example:owner@home.example>",
                "\"evil@else.example\" <owner@home.example>"
            })
    void tellsOfAnAnswerNoAuthorBesideWhomAnotherIsNamed(String from) {
        assertThat(answerFrom(from).from()).isNull();
        assertThat(answerFrom(from).malformedSender()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner@home.example",
                "Owner <Owner@HOME.example>",
                "\"owner@home.example\" <owner@home.example>",
                "=?utf-8?q?Owner?= <owner@home.example>"
            })
    void tellsWhoWroteAnAnswer(String from) {
        assertThat(answerFrom(from).from()).isEqualTo(new EmailAddress("owner@home.example"));
    }

    @Test
    void takesWhatSesReadInAFieldThatItDoesNotShow() {
        String answer =
                with(
                        with(
                                RECEIVED,
                                "/receipt/recipients",
                                "[\"token@replies.relay.localhost\"]"),
                        "/mail/commonHeaders",
                        "{\"cc\": [\"Bob <b@firm.example>\", \"c@else.example\"]}");

        assertThat(received(answer).mails().getFirst().addressees())
                .extracting(EmailAddress::value)
                .containsExactly("visible@elsewhere.example", "b@firm.example", "c@else.example");
    }

    @Test
    void takesTwoTagsForTwoRecipientsOfOneMailbox() {
        // Given
        String tagged =
                with(
                        RECEIVED,
                        "/receipt/recipients",
                        "[\"one+x@relay.example\", \"one+y@relay.example\", \"a.+b@relay.example\"]");
        String payload =
                with(tagged, "/mail/headers", headers("Delivered-To: one+z@relay.example"));

        // When
        List<InboundMail> mails = received(payload).mails();

        // Then
        assertThat(mails)
                .extracting(mail -> mail.mailbox().value())
                .containsExactly("one@relay.example", "one@relay.example", "a.+b@relay.example");
        assertThat(mails).extracting(InboundMail::deliveryId).doesNotHaveDuplicates();
        assertThat(mails)
                .extracting(InboundMail::deliveredBefore)
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"From: x\"", "[7, null, {\"name\": 7}]"})
    void doesWithoutHeaders(String headers) {
        InboundMail mail = received(with(RECEIVED, "/mail/headers", headers)).mails().getFirst();

        assertThat(mail.from()).isNull();
        assertThat(mail.malformedSender()).isFalse();
        assertThat(mail.received()).isZero();
        assertThat(mail.hops()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PASS, PASS", "fail, FAIL", "GRAY, GRAY", "DISABLED, PROCESSING_FAILED"})
    void takesAnUnknownVerdictForNone(String status, Verdict expected) {
        String payload =
                with(RECEIVED, "/receipt/spamVerdict", "{\"status\": \"%s\"}".formatted(status));

        assertThat(received(payload).mails().getFirst().spam()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spamVerdict", "virusVerdict", "spfVerdict", "dkimVerdict", "dmarcVerdict"})
    void takesAnAbsentVerdictForNone(String verdict) {
        InboundMail mail = received(without(RECEIVED, "/receipt/" + verdict)).mails().getFirst();

        assertThat(List.of(mail.spam(), mail.virus(), mail.spf(), mail.dkim(), mail.dmarc()))
                .contains(Verdict.PROCESSING_FAILED);
    }

    @Test
    void takesAnAbsentPolicyForNone() {
        assertThat(received(without(RECEIVED, "/receipt/dmarcPolicy")).mails().getFirst())
                .extracting(InboundMail::dmarcPolicy)
                .isEqualTo(DmarcPolicy.NONE);
    }

    @ParameterizedTest
    @CsvSource({"UTF8, 'Grüße\\r\\n'", "BASE64, R3LDvMOfZQ0K", "base64, 'R3LDv\\r\\nMOfZQ0K'"})
    void keepsAMailThatIsInsideTheNotification(String encoding, String content) {
        // Given
        String payload =
                with(
                        with(RECEIVED, "/receipt/action", SNS_ACTION.formatted(encoding)),
                        "/content",
                        "\"" + content + "\"");

        // When
        SesMessage.Received received = received(payload);

        // Then
        assertThat(received.mails())
                .extracting(InboundMail::bucket, InboundMail::objectKey)
                .containsOnly(tuple("inline-mails", "inline/mail-1"));
        InlineContent inline = present(received.inline());
        assertThat(inline.bucket()).isEqualTo("inline-mails");
        assertThat(inline.objectKey()).isEqualTo("inline/mail-1");
        assertThat(inline.bytes()).isEqualTo("Grüße\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesUtf8WhereNoEncodingIsNamed() {
        String payload =
                with(
                        with(RECEIVED, "/receipt/action", "{\"type\": \"SNS\"}"),
                        "/content",
                        "\"Grüße\"");

        assertThat(present(received(payload).inline()).bytes())
                .isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF16, x, UNKNOWN_ENCODING, receipt.action.encoding",
        "BASE64, !, MALFORMED_FIELD, content"
    })
    void doesNotUnderstandOtherContent(
            String encoding, String content, RejectReason reason, String path) {
        String payload =
                with(
                        with(RECEIVED, "/receipt/action", SNS_ACTION.formatted(encoding)),
                        "/content",
                        "\"" + content + "\"");

        assertThat(parser.parse(payload, ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(reason, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bounce", "Lambda", "Stop", "WorkMail", "Teleport"})
    void doesNotUnderstandOtherActions(String action) {
        assertThat(
                        parser.parse(
                                with(RECEIVED, "/receipt/action/type", "\"" + action + "\""),
                                ACCEPTED_AT))
                .isEqualTo(
                        new SesMessage.NotUnderstood(
                                RejectReason.UNKNOWN_ACTION, "receipt.action.type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail",
                "mail.messageId",
                "mail.timestamp",
                "receipt",
                "receipt.recipients",
                "receipt.action",
                "receipt.action.type",
                "receipt.action.bucketName",
                "receipt.action.objectKey"
            })
    void namesTheFieldThatIsMissing(String path) {
        String payload = without(RECEIVED, "/" + path.replace('.', '/'));

        assertThat(parser.parse(payload, ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(RejectReason.MISSING_FIELD, path));
    }

    @ParameterizedTest
    @CsvSource({
        "mail, 7",
        "mail.messageId, ' \"\" '",
        "mail.messageId, 7",
        "mail.timestamp, '\"yesterday\"'",
        "mail.timestamp, '\"2026-01-05T12:00:00\"'",
        "receipt.recipients, '\"one@relay.example\"'",
        "receipt.recipients, '[7]'",
        "receipt.action.objectKey, '[]'"
    })
    void namesTheFieldThatHoldsSomethingElse(String path, String json) {
        String payload = with(RECEIVED, "/" + path.replace('.', '/'), json);

        assertThat(parser.parse(payload, ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(RejectReason.MALFORMED_FIELD, path));
    }

    @Test
    void doesNotUnderstandAMailForNobody() {
        assertThat(parser.parse(with(RECEIVED, "/receipt/recipients", "[]"), ACCEPTED_AT))
                .isEqualTo(
                        new SesMessage.NotUnderstood(
                                RejectReason.MISSING_FIELD, "receipt.recipients"));
    }

    private SesMessage.Received received(String payload) {
        SesMessage message = parser.parse(payload, ACCEPTED_AT);
        assertThat(message).isInstanceOf(SesMessage.Received.class);
        return (SesMessage.Received) message;
    }

    private static InlineContent present(@Nullable InlineContent inline) {
        if (inline == null) {
            throw new AssertionError("The mail must be inside the notification");
        }
        return inline;
    }

    private InboundMail answerFrom(String from) {
        String answer =
                with(RECEIVED, "/receipt/recipients", "[\"token@replies.relay.localhost\"]");
        return received(with(answer, "/mail/headers", headers("From: " + from))).mails().getFirst();
    }

    private static InboundMail mailTo(String recipient) {
        return new InboundMail(
                "mail-1",
                new EmailAddress(recipient),
                new EmailAddress("shop@sender.example"),
                false,
                new EmailAddress("shop@sender.example"),
                false,
                "raw-mails",
                "in/mail-1",
                Instant.parse("2026-01-05T12:00:00.250Z"),
                ACCEPTED_AT,
                0,
                false,
                false,
                0,
                false,
                List.of(),
                Verdict.PASS,
                Verdict.FAIL,
                Verdict.GRAY,
                Verdict.PROCESSING_FAILED,
                Verdict.FAIL,
                DmarcPolicy.QUARANTINE,
                List.of(),
                List.of(),
                false);
    }
}
