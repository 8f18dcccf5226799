package io.relaystream.bridge.ses;

import static io.relaystream.bridge.ses.Payloads.ACCEPTED_AT;
import static io.relaystream.bridge.ses.Payloads.report;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesParserTest {
    private final SesParser parser = new SesParser("unused", "replies.relay.localhost");

    @ParameterizedTest
    @CsvSource({
        "Open, open, ENGAGEMENT",
        "Click, click, ENGAGEMENT",
        "Subscription, subscription, CONTACT_LIST"
    })
    void understandsWhatDoesNotMatter(String type, String part, IrrelevantKind kind) {
        assertThat(parser.parse(report(type, part, "{}"), ACCEPTED_AT))
                .isEqualTo(new SesMessage.Irrelevant(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Successfully validated SNS topic for Amazon SES event publishing.",
                "{\"notificationType\":\"AmazonSnsSubscriptionSucceeded\",\"message\":\"ok\"}\n"
            })
    void understandsThatAwsTriesTheTopic(String message) {
        assertThat(parser.parse(message, ACCEPTED_AT))
                .isEqualTo(new SesMessage.Irrelevant(IrrelevantKind.SETUP_MESSAGE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "{\"notificationType\": \"Received\"",
                "{\"objectKey\": \"\\email\"}",
                "{} {}"
            })
    void doesNotUnderstandWhatIsNoJsonObject(String message) {
        assertThat(parser.parse(message, ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(RejectReason.INVALID_JSON, "$"));
    }

    @Test
    void doesNotUnderstandOtherTypes() {
        assertThat(parser.parse("{\"eventType\": \"Levitation\"}", ACCEPTED_AT))
                .isEqualTo(new SesMessage.NotUnderstood(RejectReason.UNKNOWN_TYPE, "eventType"));
        assertThat(parser.parse("{\"notificationType\": \"x\"}", ACCEPTED_AT))
                .isEqualTo(
                        new SesMessage.NotUnderstood(
                                RejectReason.UNKNOWN_TYPE, "notificationType"));
        assertThat(parser.parse("{\"Records\": []}", ACCEPTED_AT))
                .isEqualTo(
                        new SesMessage.NotUnderstood(
                                RejectReason.MISSING_FIELD, "notificationType"));
    }
}
