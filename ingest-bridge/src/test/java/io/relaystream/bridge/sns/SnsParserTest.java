package io.relaystream.bridge.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsParserTest {
    private static final String NOTIFICATION =
            """
            {
              "Type" : "Notification",
              "MessageId" : "m-1",
              "TopicArn" : "arn:aws:sns:us-east-1:123456789012:mails",
              "Subject" : "A \\"subject\\"",
              "Message" : "two\\nlines \\u00fc",
              "Timestamp" : "2026-01-05T12:00:00.000Z",
              "SignatureVersion" : "2",
              "Signature" : "c2ln",
              "SigningCertURL" : "https://sns.us-east-1.amazonaws.com/x.pem",
              "UnsubscribeURL" : "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"
            }
            """;

    @Test
    void keepsTheStringsOfANotificationAsTheyWereWritten() {
        assertThat(SnsParser.parse(NOTIFICATION))
                .contains(
                        new SnsMessage.Notification(
                                new SnsMessage.Envelope(
                                        "m-1",
                                        "arn:aws:sns:us-east-1:123456789012:mails",
                                        "two\nlines ü",
                                        "2026-01-05T12:00:00.000Z",
                                        Instant.parse("2026-01-05T12:00:00Z"),
                                        "2",
                                        "c2ln",
                                        "https://sns.us-east-1.amazonaws.com/x.pem"),
                                "A \"subject\""));
    }

    @Test
    void readsANotificationWithoutSubject() {
        Optional<SnsMessage> message =
                SnsParser.parse(NOTIFICATION.replaceFirst("\"Subject\".*\n", ""));

        assertThat(message)
                .containsInstanceOf(SnsMessage.Notification.class)
                .get()
                .extracting(it -> ((SnsMessage.Notification) it).subject())
                .isNull();
    }

    @Test
    void readsBothConfirmations() {
        String confirmation =
                NOTIFICATION
                        .replace("\"Subject\"", "\"Token\"")
                        .replace("\"UnsubscribeURL\"", "\"SubscribeURL\"");

        assertThat(SnsParser.parse(of("SubscriptionConfirmation", confirmation)))
                .containsInstanceOf(SnsMessage.SubscriptionConfirmation.class);
        assertThat(SnsParser.parse(of("UnsubscribeConfirmation", confirmation)))
                .containsInstanceOf(SnsMessage.UnsubscribeConfirmation.class);
    }

    @Test
    void refusesAConfirmationWithoutToken() {
        assertThat(SnsParser.parse(of("SubscriptionConfirmation", NOTIFICATION))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type",
                "MessageId",
                "TopicArn",
                "Message",
                "Timestamp",
                "SignatureVersion",
                "Signature",
                "SigningCertURL"
            })
    void refusesAMessageWithoutAFieldThatAllHave(String field) {
        assertThat(SnsParser.parse(NOTIFICATION.replace("\"" + field + "\"", "\"Other\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{}",
                "{",
                "Type=Notification",
                "{\"Type\":\"Notification\"}",
                "<html></html>"
            })
    void refusesWhatIsNoMessage(String body) {
        assertThat(SnsParser.parse(body)).isEmpty();
    }

    @Test
    void refusesTwoMeanings() {
        assertThat(SnsParser.parse(NOTIFICATION.replace("\"Subject\"", "\"Message\""))).isEmpty();
        assertThat(SnsParser.parse(NOTIFICATION + NOTIFICATION)).isEmpty();
    }

    @Test
    void refusesAFieldOfAnotherKind() {
        assertThat(SnsParser.parse(NOTIFICATION.replace("\"two\\nlines \\u00fc\"", "[1]")))
                .isEmpty();
        assertThat(SnsParser.parse(NOTIFICATION.replace("2026-01-05T12:00:00.000Z", "noon")))
                .isEmpty();
        assertThat(SnsParser.parse(of("Greeting", NOTIFICATION))).isEmpty();
    }

    @Test
    void showsNeitherSubjectNorMessageNorToken() {
        SnsMessage message =
                new SnsMessage.SubscriptionConfirmation(
                        SnsParser.parse(NOTIFICATION).orElseThrow().envelope(), "t-1", "https://");

        assertThat(message)
                .hasToString(
                        "SubscriptionConfirmation[Envelope[messageId=m-1, topicArn=arn:aws:sns:us-east-1:123456789012:mails]]");
        assertThat(SnsParser.parse(NOTIFICATION).orElseThrow().toString())
                .doesNotContain("subject", "lines");
    }

    private static String of(String type, String body) {
        return body.replace("\"Notification\"", "\"" + type + "\"");
    }
}
