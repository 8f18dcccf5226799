package io.relaystream.bridge.ses;

import static io.relaystream.bridge.ses.Payloads.ACCEPTED_AT;
import static io.relaystream.bridge.ses.Payloads.headers;
import static io.relaystream.bridge.ses.Payloads.report;
import static io.relaystream.bridge.ses.Payloads.with;
import static io.relaystream.bridge.ses.Payloads.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackParserTest {
    private static final Instant SENT = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-05T12:00:09Z");
    private static final String BOUNCE =
            """
            {"bounceType": "Permanent", "bounceSubType": "General", "feedbackId": "f-1",
             "bouncedRecipients": [
               {"emailAddress": "one@mailbox.example", "action": "failed", "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 no such user"},
               {"emailAddress": "two@mailbox.example", "status": "5.2.2"}],
             "timestamp": "2026-01-05T12:00:09Z"}
            """;

    private final SesParser parser = new SesParser("unused", "replies.relay.localhost");

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void readsTheReport(
            String type,
            String part,
            String event,
            FeedbackKind kind,
            @Nullable String expectedType,
            @Nullable String expectedSubType,
            Instant at) {
        assertThat(parser.parse(report(type, part, event), ACCEPTED_AT))
                .isEqualTo(
                        new SesMessage.Reported(
                                List.of(
                                        new Feedback(
                                                kind,
                                                "sent-1",
                                                new EmailAddress("owner@mailbox.example"),
                                                "d-1",
                                                "a-1",
                                                new EmailAddress("alias@relay.example"),
                                                expectedType,
                                                expectedSubType,
                                                null,
                                                null,
                                                at))));
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                arguments("Send", "send", "{}", FeedbackKind.SEND, null, null, SENT),
                arguments(
                        "Delivery",
                        "delivery",
                        """
                        {"timestamp": "2026-01-05T12:00:09Z", "processingTimeMillis": 9000,
                         "recipients": ["owner@mailbox.example"], "smtpResponse": "250 ok"}
                        """,
                        FeedbackKind.DELIVERY,
                        null,
                        null,
                        LATER),
                arguments(
                        "DeliveryDelay",
                        "deliveryDelay",
                        """
                        {"timestamp": "2026-01-05T12:00:09Z", "delayType": "MailboxFull",
                         "delayedRecipients": [{"emailAddress": "owner@mailbox.example",
                           "status": "4.2.2", "diagnosticCode": "smtp; 452 full"}]}
                        """,
                        FeedbackKind.DELIVERY_DELAY,
                        "MailboxFull",
                        null,
                        LATER),
                arguments(
                        "Bounce",
                        "bounce",
                        """
                        {"timestamp": "2026-01-05T12:00:09.000+0000", "bounceType": "Transient",
                         "bounceSubType": "MailboxFull",
                         "bouncedRecipients": [{"emailAddress": "Owner@Mailbox.example"}]}
                        """,
                        FeedbackKind.BOUNCE,
                        "Transient",
                        "MailboxFull",
                        LATER),
                arguments(
                        "Complaint",
                        "complaint",
                        """
                        {"timestamp": "2026-01-05T12:00:09Z", "complaintFeedbackType": "abuse",
                         "complaintSubType": null,
                         "complainedRecipients": [{"emailAddress": "owner@mailbox.example"}]}
                        """,
                        FeedbackKind.COMPLAINT,
                        "abuse",
                        null,
                        LATER),
                arguments(
                        "Complaint",
                        "complaint",
                        """
                        {"timestamp": "2026-01-05T12:00:09Z",
                         "complaintSubType": "OnAccountSuppressionList",
                         "complainedRecipients": [{"emailAddress": "owner@mailbox.example"}]}
                        """,
                        FeedbackKind.COMPLAINT,
                        null,
                        "OnAccountSuppressionList",
                        LATER),
                arguments(
                        "Reject",
                        "reject",
                        "{\"reason\": \"Bad content\"}",
                        FeedbackKind.REJECT,
                        "Bad content",
                        null,
                        SENT),
                arguments(
                        "Rendering Failure",
                        "failure",
                        "{\"errorMessage\": \"no such template\"}",
                        FeedbackKind.RENDERING_FAILURE,
                        null,
                        null,
                        SENT));
    }

    @Test
    void readsTheNotificationsOfAnIdentityWhichHaveNoTags() {
        String payload =
                without(report("Bounce", "bounce", BOUNCE), "/mail/tags")
                        .replace("eventType", "notificationType");

        assertThat(reported(payload).reports())
                .hasSize(2)
                .allSatisfy(
                        feedback -> {
                            assertThat(feedback.kind()).isEqualTo(FeedbackKind.BOUNCE);
                            assertThat(feedback.deliveryId()).isNull();
                            assertThat(feedback.accountId()).isNull();
                        });
    }

    @Test
    void findsTheDeliveryInTheHeaderOfAMailWithoutTags() {
        String payload =
                with(
                        without(report("Bounce", "bounce", BOUNCE), "/mail/tags"),
                        "/mail/headers",
                        headers("x-relaystream-delivery-id: d-2", "From: alias@relay.example"));

        assertThat(reported(payload).reports())
                .hasSize(2)
                .extracting(Feedback::deliveryId)
                .containsOnly("d-2");
    }

    @Test
    void makesOneReportForEachRecipient() {
        assertThat(reported(report("Bounce", "bounce", BOUNCE)).reports())
                .extracting(Feedback::recipient)
                .containsExactly(
                        new EmailAddress("one@mailbox.example"),
                        new EmailAddress("two@mailbox.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventType", "notificationType"})
    void keepsWhatEachRecipientsServerSaid(String typeField) {
        String payload = report("Bounce", "bounce", BOUNCE).replace("eventType", typeField);

        assertThat(reported(payload).reports())
                .extracting(Feedback::status, Feedback::diagnostic)
                .containsExactly(
                        tuple("5.1.1", "smtp; 550 5.1.1 no such user"), tuple("5.2.2", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ", \"status\": 5.1, \"diagnosticCode\": [\"x\"]", ", \"status\": \" \""})
    void doesWithoutWhatTheServerSaid(String said) {
        assertThat(
                        reported(bounceOf("{\"emailAddress\": \"a@b.example\"%s}".formatted(said)))
                                .reports())
                .extracting(Feedback::status, Feedback::diagnostic)
                .containsExactly(tuple(null, null));
    }

    @Test
    void cutsALongDiagnosisBetweenCharacters() {
        String recipient =
                "{\"emailAddress\": \"a@b.example\", \"diagnosticCode\": \"%s\"}"
                        .formatted("x".repeat(499) + "\ud83d\ude80".repeat(100));

        assertThat(reported(bounceOf(recipient)).reports())
                .extracting(Feedback::diagnostic)
                .containsExactly("x".repeat(499) + "?");
    }

    @Test
    void takesARecipientThatIsNamedTwiceOnce() {
        String payload =
                bounceOf(
                        """
                        {"emailAddress": "one@mailbox.example", "status": "5.1.1"},
                        {"emailAddress": "two@mailbox.example", "status": "5.2.2"},
                        {"emailAddress": "<One@mailbox.example>", "status": "4.0.0"}
                        """);

        assertThat(reported(payload).reports())
                .extracting(Feedback::status)
                .containsExactly("5.1.1", "5.2.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ["Shop via Relaystream <Alias@Relay.example>"] | alias@relay.example
                    ["nobody", "alias@relay.example"]              | alias@relay.example
                    ["nobody"]                                     |
                    []                                             |
                    7                                              |
                    null                                           |
                    """)
    void namesTheAliasThatTheMailCameThrough(String from, @Nullable String alias) {
        String payload = with(report("Bounce", "bounce", BOUNCE), "/mail/commonHeaders/from", from);

        assertThat(reported(payload).reports())
                .hasSize(2)
                .extracting(Feedback::alias)
                .containsOnly(alias == null ? null : new EmailAddress(alias));
    }

    @Test
    void namesNoAliasWhereNoHeadersAreShown() {
        String payload = without(report("Bounce", "bounce", BOUNCE), "/mail/commonHeaders");

        assertThat(reported(payload).reports()).extracting(Feedback::alias).containsOnlyNulls();
    }

    @Test
    void keepsAReportThatNamesNobodyOrNobodyWhoCanBeWrittenTo() {
        String nobody = bounceOf("");
        String unreadable = bounceOf("{\"emailAddress\": \"unknown\", \"status\": \"5.1.1\"}");
        String unnamed = bounceOf("{\"status\": \"5.1.1\"}");

        assertThat(reported(nobody).reports())
                .extracting(Feedback::recipient)
                .containsExactly((EmailAddress) null);
        for (String report : List.of(unreadable, unnamed)) {
            assertThat(reported(report).reports())
                    .extracting(Feedback::recipient, Feedback::status)
                    .containsExactly(tuple(null, "5.1.1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mail, MISSING_FIELD",
        "mail.messageId, MISSING_FIELD",
        "bounce, MISSING_FIELD",
        "bounce.timestamp, MISSING_FIELD",
        "bounce.bouncedRecipients, MISSING_FIELD"
    })
    void namesTheFieldThatIsMissing(String path, RejectReason reason) {
        String payload = without(report("Bounce", "bounce", BOUNCE), "/" + path.replace('.', '/'));

        assertThat(parser.parse(payload, ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(reason, path));
    }

    private static String bounceOf(String recipients) {
        return with(
                report("Bounce", "bounce", BOUNCE),
                "/bounce/bouncedRecipients",
                "[" + recipients + "]");
    }

    private SesMessage.Reported reported(String payload) {
        SesMessage message = parser.parse(payload, ACCEPTED_AT);
        assertThat(message).isInstanceOf(SesMessage.Reported.class);
        return (SesMessage.Reported) message;
    }
}
