package io.relaystream.bridge.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.embedded.LocalSns;
import io.relaystream.embedded.LocalSns.SignatureVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthenticatorTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final TopicArn TOPIC = new TopicArn(LocalSns.TOPIC_ARN);

    @TempDir private static Path directory;
    private static LocalSns sns;
    private static LocalSns stranger;

    private final Authenticator authenticator =
            new Authenticator(List.of(TOPIC), AuthenticatorTest::key);

    @BeforeAll
    static void makeKeys() {
        sns = LocalSns.in(directory.resolve("sns"));
        stranger = LocalSns.in(directory.resolve("stranger"));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWhatAConfiguredTopicSigned(SignatureVersion version) {
        String body = sns.signed(fields("Grüße\nund 1 \\ \" ?", NOW), version);

        assertThat(authenticator.authenticate(body, NOW))
                .isInstanceOfSatisfying(
                        Authenticity.Genuine.class,
                        genuine -> {
                            assertThat(genuine.topic()).isEqualTo(TOPIC);
                            assertThat(genuine.message().envelope().message())
                                    .isEqualTo("Grüße\nund 1 \\ \" ?");
                        });
    }

    @Test
    void acceptsATimestampWithZeroMilliseconds() {
        Map<String, String> fields = fields("hello", NOW);
        fields.put("Timestamp", "2026-01-05T12:00:00.000Z");

        assertThat(authenticator.authenticate(sns.signed(fields, SignatureVersion.V2), NOW))
                .isInstanceOf(Authenticity.Genuine.class);
    }

    @Test
    void acceptsConfirmations() {
        assertThat(authenticator.authenticate(sns.subscriptionConfirmation("t", NOW), NOW))
                .isInstanceOf(Authenticity.Genuine.class);
        assertThat(authenticator.authenticate(sns.unsubscribeConfirmation("t", NOW), NOW))
                .isInstanceOf(Authenticity.Genuine.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampered")
    void refusesWhatWasChanged(String name, String body) {
        assertThat(authenticator.authenticate(body, NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.BAD_SIGNATURE));
    }

    static Stream<Arguments> tampered() {
        String body = sns.notification("Is it 1 mail?", NOW);
        String confirmation = sns.subscriptionConfirmation("token-1", NOW);
        return Stream.of(
                arguments("message", body.replace("1 mail", "2 mail")),
                arguments("half a character for a ?", body.replace("mail?", "mail\\ud800")),
                arguments("subject", body.replace("Receipt", "Recipe")),
                arguments("subject taken away", body.replace("\"Subject\"", "\"Object\"")),
                arguments("message id", body.replaceFirst("(\"MessageId\" : \")....", "$1aaaa")),
                arguments("timestamp", body.replace("12:00:00Z", "12:00:01Z")),
                arguments("type", confirmation.replace("SubscriptionC", "UnsubscribeC")),
                arguments("token", confirmation.replace("\"token-1\"", "\"token-2\"")),
                arguments("address", confirmation.replace("ConfirmSub", "DeleteSub")),
                arguments("version", body.replace("Version\" : \"2\"", "Version\" : \"1\"")),
                arguments("no Base64", body.replaceFirst("(\"Signature\" : \")....", "$1!!!!")),
                arguments("no signature", body.replaceFirst("(\"Signature\" : \")[^\"]*", "$1")),
                arguments("another key", stranger.notification("Is it 1 mail?", NOW)));
    }

    @Test
    void refusesAForeignTopicWithoutAskingForItsKey() {
        // Given
        Authenticator unasked =
                new Authenticator(
                        List.of(TOPIC),
                        (url, topic) -> {
                            throw new AssertionError("asked for the key of a foreign topic");
                        });
        Map<String, String> fields = fields("hello", NOW);
        fields.put("TopicArn", "arn:aws:sns:us-east-1:666666666666:relay-inbound");

        // When
        Authenticity answer = unasked.authenticate(sns.signed(fields, SignatureVersion.V2), NOW);

        // Then
        assertThat(answer).isEqualTo(new Authenticity.Refused(RefusalReason.FOREIGN_TOPIC));
    }

    @Test
    void acceptsAMessageAsLongAsARepetitionWouldBeRecognised() {
        Instant oldest = NOW.minus(Duration.ofDays(15));

        assertThat(authenticator.authenticate(sns.notification("hello", oldest), NOW))
                .isInstanceOf(Authenticity.Genuine.class);
        assertThat(
                        authenticator.authenticate(
                                sns.notification("hello", oldest.minusMillis(1)), NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.TOO_OLD));
    }

    @Test
    void refusesAMessageFromTheFuture() {
        Instant soon = NOW.plus(Duration.ofHours(1));

        assertThat(authenticator.authenticate(sns.notification("hello", soon), NOW))
                .isInstanceOf(Authenticity.Genuine.class);
        assertThat(authenticator.authenticate(sns.notification("hello", soon.plusMillis(1)), NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.FROM_THE_FUTURE));
    }

    @Test
    void refusesOtherSignatureVersions() {
        String body =
                sns.notification("hello", NOW).replace("Version\" : \"2\"", "Version\" : \"3\"");

        assertThat(authenticator.authenticate(body, NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.UNKNOWN_SIGNATURE_VERSION));
    }

    @Test
    void refusesWhatIsNoMessageOfSns() {
        assertThat(authenticator.authenticate("hello", NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.NOT_SNS));
    }

    @Test
    void refusesACertificateThatWasNotValidWhenTheMessageWasStamped() {
        Instant lastCentury = Instant.parse("1999-12-31T23:59:59Z");

        assertThat(authenticator.authenticate(sns.notification("hello", lastCentury), lastCentury))
                .isEqualTo(new Authenticity.Refused(RefusalReason.CERTIFICATE_NOT_VALID));
    }

    @Test
    void refusesACertificateOfAnotherRegionsSigner() {
        // Given
        TopicArn optIn = new TopicArn("arn:aws:sns:eu-south-1:000000000000:relay-inbound");
        Map<String, String> fields = fields("hello", NOW);
        fields.put("TopicArn", optIn.value());

        // When
        Authenticity answer =
                new Authenticator(List.of(optIn), AuthenticatorTest::key)
                        .authenticate(sns.signed(fields, SignatureVersion.V2), NOW);

        // Then
        assertThat(answer).isEqualTo(new Authenticity.Refused(RefusalReason.FOREIGN_CERTIFICATE));
    }

    @Test
    void passesOnWhatTheKeysSay() {
        String body = sns.notification("hello", NOW);

        assertThat(
                        new Authenticator(List.of(TOPIC), (_, _) -> new SigningKey.Unavailable())
                                .authenticate(body, NOW))
                .isEqualTo(new Authenticity.Undecided());
        assertThat(
                        new Authenticator(
                                        List.of(TOPIC),
                                        (_, _) ->
                                                new SigningKey.Refused(
                                                        RefusalReason.FOREIGN_CERTIFICATE_URL))
                                .authenticate(body, NOW))
                .isEqualTo(new Authenticity.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL));
    }

    private static Map<String, String> fields(String message, Instant at) {
        return sns.fields("Notification", message, at);
    }

    private static SigningKey key(String url, TopicArn topic) {
        return new SigningKey.Found(sns.certificate());
    }
}
