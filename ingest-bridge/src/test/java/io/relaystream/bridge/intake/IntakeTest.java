package io.relaystream.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.bridge.ses.InlineContent;
import io.relaystream.bridge.ses.IrrelevantKind;
import io.relaystream.bridge.ses.RejectReason;
import io.relaystream.bridge.ses.SesParser;
import io.relaystream.bridge.sns.Authenticator;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.SigningKeys;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.LocalSns;
import io.relaystream.embedded.SesMail;
import io.relaystream.embedded.SesReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir private static Path directory;
    private static LocalSns sns;

    private final List<Publication> published = new ArrayList<>();
    private final List<InlineContent> stored = new ArrayList<>();
    private final List<String> confirmed = new ArrayList<>();
    private SigningKeys keys = (_, _) -> new SigningKey.Found(sns.certificate());
    private Effect broker = Effect.DONE;
    private Effect objectStore = Effect.DONE;
    private Effect api = Effect.DONE;

    @BeforeAll
    static void makeKey() {
        sns = LocalSns.in(directory);
    }

    @Test
    void publishesOneMailForEachRecipient() {
        // Given
        SesMail mail = mailTo("one@relay.example", "two@relay.example");

        // When
        IntakeResult result = take(sns.notification(mail.storedAt("raw", "key-1"), NOW));

        // Then
        assertThat(result).isEqualTo(new IntakeResult.Accepted(2));
        assertThat(mails())
                .extracting(it -> it.recipient().value())
                .containsExactly("one@relay.example", "two@relay.example");
        assertThat(mails())
                .allSatisfy(
                        it -> {
                            assertThat(it.messageId()).isEqualTo(mail.messageId());
                            assertThat(it.objectKey()).isEqualTo("key-1");
                            assertThat(it.acceptedAt()).isEqualTo(NOW);
                        });
        assertThat(stored).isEmpty();
    }

    @Test
    void storesAMailThatIsInsideBeforeItPublishesIt() {
        // Given
        SesMail mail = mailTo("one@relay.example");

        // When
        IntakeResult result = take(sns.notification(mail.inBase64(), NOW));

        // Then
        assertThat(result).isEqualTo(new IntakeResult.Accepted(1));
        assertThat(stored).hasSize(1);
        assertThat(stored.getFirst().bytes()).isEqualTo(mail.bytes());
        assertThat(mails().getFirst().bucket()).isEqualTo("inline-mails");
        assertThat(mails().getFirst().objectKey()).isEqualTo(stored.getFirst().objectKey());
    }

    @Test
    void publishesNothingWhenTheMailCannotBeStored() {
        objectStore = Effect.FAILED;

        IntakeResult result = take(sns.notification(mailTo("one@relay.example").inUtf8(), NOW));

        assertThat(result).isEqualTo(new IntakeResult.Unavailable(IntakeResult.Cause.OBJECT_STORE));
        assertThat(published).isEmpty();
    }

    @Test
    void publishesReports() {
        SesReport.Sent sent =
                new SesReport.Sent(
                        "sent-1",
                        "alias@relay.example",
                        List.of("one@mailbox.example", "two@mailbox.example"),
                        NOW);
        String event = SesReport.send(sent).asEvent("d-1", "a-1");

        assertThat(take(sns.notification(event, NOW))).isEqualTo(new IntakeResult.Accepted(2));
        assertThat(published)
                .hasSize(2)
                .allSatisfy(
                        it ->
                                assertThat(it)
                                        .isInstanceOfSatisfying(
                                                Publication.Report.class,
                                                report ->
                                                        assertThat(report.feedback())
                                                                .extracting(Feedback::deliveryId)
                                                                .isEqualTo("d-1")));
    }

    @Test
    void keepsWhatItDoesNotUnderstandAsItCame() {
        String body = sns.notification("{\"notificationType\": \"Gruß\"}", NOW) + "\n \n";

        assertThat(take(body)).isEqualTo(new IntakeResult.Rejected(RejectReason.UNKNOWN_TYPE));
        assertThat(published)
                .containsExactly(
                        new Publication.RejectedInput(
                                body, RejectReason.UNKNOWN_TYPE, List.of("notificationType")));
    }

    @Test
    void goesOnWithoutARecipientThatIsNoAddressAndKeepsTheInput() {
        // Given
        String body =
                sns.notification(mailTo("no address", "one@relay.example").storedAt("b", "k"), NOW);

        // When
        IntakeResult result = take(body);

        // Then
        assertThat(result).isEqualTo(new IntakeResult.Accepted(1));
        assertThat(mails())
                .extracting(it -> it.recipient().value())
                .containsExactly("one@relay.example");
        assertThat(published)
                .contains(
                        new Publication.RejectedInput(
                                body,
                                RejectReason.INVALID_RECIPIENT,
                                List.of("receipt.recipients[0]")));
    }

    @Test
    void rejectsAMailWhoseEveryRecipientIsNoAddress() {
        String body = sns.notification(mailTo("no address").storedAt("b", "k"), NOW);

        assertThat(take(body)).isEqualTo(new IntakeResult.Rejected(RejectReason.INVALID_RECIPIENT));
        assertThat(published).hasSize(1);
    }

    @Test
    void takesNothingOverThatTheBrokerDidNotAcknowledge() {
        broker = Effect.FAILED;

        assertThat(take(sns.notification(mailTo("one@relay.example").storedAt("b", "k"), NOW)))
                .isEqualTo(new IntakeResult.Unavailable(IntakeResult.Cause.BROKER));
        assertThat(take(sns.notification("not understood", NOW)))
                .isEqualTo(new IntakeResult.Unavailable(IntakeResult.Cause.BROKER));
    }

    @Test
    void ignoresWhatDoesNotMatter() {
        String body =
                sns.notification(
                        "Successfully validated SNS topic for Amazon SES event publishing.", NOW);

        assertThat(take(body)).isEqualTo(new IntakeResult.Ignored(IrrelevantKind.SETUP_MESSAGE));
        assertThat(published).isEmpty();
    }

    @Test
    void confirmsASubscriptionThroughTheApi() {
        assertThat(take(sns.subscriptionConfirmation("token-1", NOW)))
                .isEqualTo(new IntakeResult.Ignored(IntakeResult.Confirmation.SUBSCRIBED));
        assertThat(confirmed).containsExactly(LocalSns.TOPIC_ARN + " token-1");
    }

    @Test
    void wantsToBeAskedAgainWhenItCannotConfirm() {
        api = Effect.FAILED;

        assertThat(take(sns.subscriptionConfirmation("token-1", NOW)))
                .isEqualTo(new IntakeResult.Unavailable(IntakeResult.Cause.SUBSCRIPTION_API));
    }

    @Test
    void confirmsNothingThatIsNotGenuine() {
        String forged = sns.subscriptionConfirmation("token-1", NOW).replace("token-1", "token-2");

        assertThat(take(forged)).isEqualTo(new IntakeResult.Refused(RefusalReason.BAD_SIGNATURE));
        assertThat(confirmed).isEmpty();
    }

    @Test
    void letsASubscriptionEnd() {
        assertThat(take(sns.unsubscribeConfirmation("token-1", NOW)))
                .isEqualTo(new IntakeResult.Ignored(IntakeResult.Confirmation.UNSUBSCRIBED));
        assertThat(confirmed).isEmpty();
    }

    @Test
    void takesNothingOverThatItCannotVerify() {
        keys = (_, _) -> new SigningKey.Unavailable();

        assertThat(take(sns.notification(mailTo("one@relay.example").storedAt("b", "k"), NOW)))
                .isEqualTo(new IntakeResult.Unavailable(IntakeResult.Cause.SIGNING_CERTIFICATE));
        assertThat(published).isEmpty();
    }

    @Test
    void doesNotShowTheBodyOfRejectedInput() {
        assertThat(
                        new Publication.RejectedInput(
                                "one@relay.example", RejectReason.INVALID_JSON, List.of("$")))
                .hasToString("RejectedInput[invalid_json, [$]]");
    }

    private IntakeResult take(String body) {
        Intake intake =
                new Intake(
                        new Authenticator(
                                List.of(new TopicArn(LocalSns.TOPIC_ARN)),
                                (url, topic) -> keys.find(url, topic)),
                        new SesParser("inline-mails", "replies.relay.localhost"),
                        (topic, token) -> {
                            confirmed.add(topic.value() + " " + token);
                            return api;
                        },
                        mail -> {
                            stored.add(mail);
                            return objectStore;
                        },
                        records -> {
                            published.addAll(records);
                            return broker;
                        },
                        InstantSource.fixed(NOW));
        return intake.take(body);
    }

    private List<InboundMail> mails() {
        return published.stream()
                .filter(Publication.Mail.class::isInstance)
                .map(it -> ((Publication.Mail) it).mail())
                .toList();
    }

    private static SesMail mailTo(String... recipients) {
        return SesMail.received(
                "Subject: hello\r\n\r\nGrüße\r\n".getBytes(StandardCharsets.UTF_8),
                "shop@sender.example",
                List.of(recipients),
                NOW);
    }
}
