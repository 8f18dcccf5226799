package io.relaystream.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.bridge.edge.file.FileSigningKeys;
import io.relaystream.bridge.ses.InlineContent;
import io.relaystream.bridge.ses.IrrelevantKind;
import io.relaystream.bridge.ses.RejectReason;
import io.relaystream.bridge.ses.SesMessage;
import io.relaystream.bridge.ses.SesParser;
import io.relaystream.bridge.sns.Authenticator;
import io.relaystream.bridge.sns.Authenticity;
import io.relaystream.bridge.sns.CertificateUrl;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.SigningKeys;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The payloads that Amazon documents, and two messages that Amazon really signed with the
/// certificate beside them. They are not ours to commit, so they are read from a folder beside the
/// repository, and where it is absent these tests are skipped.
class DocumentedPayloadsTest {
    private static final Path FIXTURES = Path.of("../../shared/fixtures");
    private static final Path PEM =
            FIXTURES.resolve(
                    "sns-signed/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem");
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private final SesParser parser = new SesParser("inline-mails", "replies.relay.localhost");

    @BeforeEach
    void areThere() {
        assumeTrue(
                Files.isDirectory(FIXTURES),
                () -> "The payloads that Amazon documents are not at " + FIXTURES.toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"notification-with-subject-v1", "subscription-confirmation-v1"})
    void verifiesWhatAmazonSigned(String file) throws IOException {
        // Given
        String body = read("sns-signed/%s.json".formatted(file));
        SigningKeys amazon =
                trusted(
                        (url, topic) ->
                                new FileSigningKeys(
                                                CertificateUrl.of(url, topic).orElseThrow(), PEM)
                                        .find(url, topic));

        // Then
        assertThat(authenticate(body, amazon)).isInstanceOf(Authenticity.Genuine.class);
        assertThat(authenticate(body.replace("\"Message\": \"", "\"Message\": \"x"), amazon))
                .isEqualTo(new Authenticity.Refused(RefusalReason.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc-Notification",
                "doc-SubscriptionConfirmation",
                "doc-UnsubscribeConfirmation",
                "doc-Notification-to-SQS-nonraw"
            })
    void understandsTheMessagesOfSnsUpToTheirMadeUpSignatures(String file) throws IOException {
        assertThat(
                        authenticate(
                                read("sns/%s.json".formatted(file)),
                                trusted((_, _) -> new SigningKey.Unavailable())))
                .isEqualTo(new Authenticity.Undecided());
    }

    @Test
    void understandsTheNotificationOfTheS3Action() throws IOException {
        SesMessage.Received received =
                (SesMessage.Received) parser.parse(read("ses-inbound/doc-S3-action.json"), NOW);

        InboundMail mail = received.mails().getFirst();
        assertThat(received.mails()).hasSize(1);
        assertThat(mail.recipient().value()).isEqualTo("recipient@example.com");
        assertThat(mail.messageId()).isEqualTo("d6iitobk75ur44p8kdnnp7g2n800");
        assertThat(mail.bucket()).isEqualTo("my-S3-bucket");
        assertThat(mail.objectKey()).isEqualTo("email");
        assertThat(mail.receivedAt()).isEqualTo("2015-09-11T20:32:33.936Z");
        assertThat(mail.spam()).isEqualTo(Verdict.PASS);
        assertThat(mail.dmarc()).isEqualTo(Verdict.PROCESSING_FAILED);
        assertThat(mail.bulk()).isFalse();
        assertThat(mail.nullSender()).isFalse();
        assertThat(mail.from()).isEqualTo(new EmailAddress("sender@example.com"));
        assertThat(mail.malformedSender()).isFalse();
        assertThat(mail.autoSubmitted()).isFalse();
        assertThat(mail.received()).isEqualTo(1);
        assertThat(mail.deliveredBefore()).isFalse();
        assertThat(mail.hops()).isEmpty();
    }

    @Test
    void understandsTheNotificationOfTheSnsAction() throws IOException {
        SesMessage.Received received =
                (SesMessage.Received) parser.parse(read("ses-inbound/doc-SNS-action.json"), NOW);

        InlineContent inline = Objects.requireNonNull(received.inline());
        assertThat(received.mails())
                .extracting(InboundMail::objectKey)
                .containsExactly(inline.objectKey());
        assertThat(new String(inline.bytes(), StandardCharsets.UTF_8))
                .startsWith("Return-Path: <")
                .endsWith("\r\n\r\nExample content\r\n");
    }

    @Test
    void keepsTheNotificationThatIsNoJsonAsItIsDocumented() throws IOException {
        assertThat(
                        parser.parse(
                                read("ses-inbound/doc-S3-action.AS-PUBLISHED-invalid-json.txt"),
                                NOW))
                .isEqualTo(new SesMessage.NotUnderstood(RejectReason.INVALID_JSON, "$"));
    }

    @ParameterizedTest
    @CsvSource({
        "ses-feedback/doc-Bounce-1, BOUNCE, 1, Permanent, General",
        "ses-feedback/doc-Bounce-2, BOUNCE, 2, Permanent, General",
        "ses-feedback/doc-Complaint-1, COMPLAINT, 1, abuse,",
        "ses-feedback/doc-Complaint-2, COMPLAINT, 1,,",
        "ses-feedback/doc-Delivery-1, DELIVERY, 1,,",
        "ses-events/doc-Bounce, BOUNCE, 1, Permanent, General",
        "ses-events/doc-Complaint, COMPLAINT, 1, abuse,",
        "ses-events/doc-Delivery, DELIVERY, 1,,",
        "ses-events/doc-DeliveryDelay, DELIVERY_DELAY, 1, TransientCommunicationFailure,",
        "ses-events/doc-Reject, REJECT, 1, Bad content,",
        "ses-events/doc-Rendering-Failure, RENDERING_FAILURE, 1,,",
        "ses-events/doc-Send, SEND, 1,,"
    })
    void understandsTheReports(
            String file, FeedbackKind kind, int recipients, String type, String subType)
            throws IOException {
        SesMessage.Reported reported =
                (SesMessage.Reported) parser.parse(read(file + ".json"), NOW);

        assertThat(reported.reports())
                .hasSize(recipients)
                .allSatisfy(
                        feedback -> {
                            assertThat(feedback.kind()).isEqualTo(kind);
                            assertThat(feedback.recipient()).isNotNull();
                            assertThat(feedback.at()).isBefore(NOW);
                        });
        assertThat(reported.reports()).extracting(Feedback::type).containsOnly(type);
        assertThat(reported.reports()).extracting(Feedback::subType).containsOnly(subType);
    }

    @ParameterizedTest
    @CsvSource({
        "ses-feedback/doc-Bounce-1, john@example.com, 5.1.1, smtp; 550 5.1.1 <jane@example.com>... User",
        "ses-feedback/doc-Bounce-2, john@example.com,,",
        "ses-feedback/doc-Complaint-1, john@example.com,,",
        "ses-feedback/doc-Delivery-1, john@example.com,,",
        "ses-events/doc-Bounce, sender@example.com, 5.1.1, smtp; 550 5.1.1 user unknown",
        "ses-events/doc-Complaint, sender@example.com,,",
        "ses-events/doc-Delivery, sender@example.com,,",
        "ses-events/doc-DeliveryDelay,,,",
        "ses-events/doc-Send, sender@example.com,,"
    })
    void readsWhomTheReportsAreAboutAndWhatWasSaid(
            String file, @Nullable String author, @Nullable String status, @Nullable String said)
            throws IOException {
        SesMessage.Reported reported =
                (SesMessage.Reported) parser.parse(read(file + ".json"), NOW);

        assertThat(reported.reports())
                .allSatisfy(
                        feedback -> {
                            assertThat(feedback.alias())
                                    .isEqualTo(author == null ? null : new EmailAddress(author));
                            assertThat(feedback.status()).isEqualTo(status);
                            assertThat(feedback.diagnostic()).isEqualTo(said);
                        });
    }

    @ParameterizedTest
    @CsvSource({"Open, ENGAGEMENT", "Click, ENGAGEMENT", "Subscription, CONTACT_LIST"})
    void understandsTheEventsThatDoNotMatter(String type, IrrelevantKind kind) throws IOException {
        assertThat(parser.parse(read("ses-events/doc-%s.json".formatted(type)), NOW))
                .isEqualTo(new SesMessage.Irrelevant(kind));
    }

    /// As an operator would have configured the topic that the message names, at that time.
    private static Authenticity authenticate(String body, SigningKeys keys) throws IOException {
        JsonNode json = new JsonMapper().readTree(body);
        TopicArn topic = new TopicArn(json.get("TopicArn").textValue());
        Instant soon = Instant.parse(json.get("Timestamp").textValue()).plusSeconds(1);
        return new Authenticator(List.of(topic), keys).authenticate(body, soon);
    }

    /// Keys from the addresses that are trusted over HTTP.
    private static SigningKeys trusted(SigningKeys keys) {
        return (url, topic) ->
                CertificateUrl.of(url, topic).isPresent()
                        ? keys.find(url, topic)
                        : new SigningKey.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL);
    }

    private static String read(String file) throws IOException {
        return Files.readString(FIXTURES.resolve(file));
    }
}
