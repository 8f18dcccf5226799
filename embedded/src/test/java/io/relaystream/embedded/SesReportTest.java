package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.embedded.SesReport.Bounced;
import io.relaystream.embedded.SesReport.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SesReportTest {
    private static final Path DOCUMENTED = Path.of("../../shared/fixtures");
    private static final Instant SENT = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = SENT.plusSeconds(9);
    private static final Sent MAIL =
            new Sent(
                    "sent-1",
                    "Shop via Relaystream <alias@relay.example>",
                    List.of("owner@mailbox.example"),
                    SENT);
    private static final Bounced DIAGNOSED =
            new Bounced("owner@mailbox.example", "5.1.1", "smtp; 550 5.1.1 no such user");
    private static final Bounced SILENT = new Bounced("second@mailbox.example", null, null);

    /// What the documented payloads have beyond ours, and nobody reads.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "/mail/sourceIp",
                    "/mail/callerIdentity",
                    "/mail/commonHeaders/date",
                    "/bounce/remoteMtaIp",
                    "/delivery/remoteMtaIp");

    @Test
    void namesTheMailAndItsTagsInAnEvent() throws IOException {
        JsonNode event = parsed(SesReport.send(MAIL).asEvent("d-1", "a-1"));

        assertThat(event.at("/eventType").asText()).isEqualTo("Send");
        assertThat(event.at("/send").isObject()).isTrue();
        assertThat(event.at("/mail/messageId").asText()).isEqualTo("sent-1");
        assertThat(event.at("/mail/timestamp").asText()).isEqualTo("2026-01-05T12:00:00Z");
        assertThat(event.at("/mail/destination/0").asText()).isEqualTo("owner@mailbox.example");
        assertThat(event.at("/mail/commonHeaders/from/0").asText())
                .isEqualTo("Shop via Relaystream <alias@relay.example>");
        assertThat(event.at("/mail/tags/delivery_id/0").asText()).isEqualTo("d-1");
        assertThat(event.at("/mail/tags/account_id/0").asText()).isEqualTo("a-1");
    }

    @Test
    void isANotificationWithoutTags() throws IOException {
        JsonNode notification = parsed(SesReport.delivery(MAIL, LATER).asNotification());

        assertThat(notification.at("/notificationType").asText()).isEqualTo("Delivery");
        assertThat(notification.has("eventType")).isFalse();
        assertThat(notification.at("/mail/messageId").asText()).isEqualTo("sent-1");
        assertThat(notification.at("/mail").has("tags")).isFalse();
        assertThat(notification.at("/delivery/recipients/0").asText())
                .isEqualTo("owner@mailbox.example");
        assertThat(notification.at("/delivery/timestamp").asText())
                .isEqualTo("2026-01-05T12:00:09Z");
    }

    @Test
    void refusesToNotifyOfASend() {
        SesReport send = SesReport.send(MAIL);

        assertThatIllegalStateException()
                .isThrownBy(send::asNotification)
                .withMessage("A Send must be published as an event");
    }

    @Test
    void tellsWhatBecameOfEachRecipientOfABounce() throws IOException {
        SesReport bounce =
                SesReport.bounce(MAIL, LATER, "Permanent", "General", List.of(DIAGNOSED, SILENT));

        JsonNode recipients = parsed(bounce.asNotification()).at("/bounce/bouncedRecipients");

        assertThat(recipients)
                .containsExactly(
                        parsed(
                                """
                                {"emailAddress": "owner@mailbox.example", "action": "failed",
                                 "status": "5.1.1",
                                 "diagnosticCode": "smtp; 550 5.1.1 no such user"}
                                """),
                        parsed("{\"emailAddress\": \"second@mailbox.example\"}"));
    }

    @Test
    void tellsWhyAComplaintWasMade() throws IOException {
        JsonNode suppressed =
                parsed(
                        SesReport.complaint(MAIL, LATER, null, "OnAccountSuppressionList")
                                .asEvent("d-1", "a-1"));
        JsonNode abuse =
                parsed(SesReport.complaint(MAIL, LATER, "abuse", null).asEvent("d-1", "a-1"));

        assertThat(suppressed.at("/complaint/complaintSubType").asText())
                .isEqualTo("OnAccountSuppressionList");
        assertThat(suppressed.at("/complaint").has("complaintFeedbackType")).isFalse();
        assertThat(abuse.at("/complaint/complaintFeedbackType").asText()).isEqualTo("abuse");
        assertThat(abuse.at("/complaint/complainedRecipients/0/emailAddress").asText())
                .isEqualTo("owner@mailbox.example");
    }

    /// They are not ours to commit, so they are read from a folder beside the repository, and where
    /// it is absent this test is skipped.
    @ParameterizedTest(name = "{0}")
    @MethodSource("documented")
    void hasTheFieldsThatAmazonDocuments(String file, String report) throws IOException {
        assumeTrue(
                Files.isDirectory(DOCUMENTED),
                () -> "The documented payloads are not at " + DOCUMENTED.toAbsolutePath());
        Set<String> documented = fields(Files.readString(DOCUMENTED.resolve(file + ".json")));
        documented.removeAll(LEFT_OUT);

        assertThat(fields(report)).isEqualTo(documented);
    }

    static Stream<Arguments> documented() {
        SesReport send = SesReport.send(MAIL);
        SesReport delivery = SesReport.delivery(MAIL, LATER);
        SesReport diagnosed =
                SesReport.bounce(MAIL, LATER, "Permanent", "General", List.of(DIAGNOSED));
        SesReport silent = SesReport.bounce(MAIL, LATER, "Permanent", "General", List.of(SILENT));
        SesReport abuse = SesReport.complaint(MAIL, LATER, "abuse", null);
        return Stream.of(
                arguments("ses-events/doc-Send", send.asEvent("d-1", "a-1")),
                arguments("ses-events/doc-Delivery", delivery.asEvent("d-1", "a-1")),
                arguments("ses-events/doc-Bounce", diagnosed.asEvent("d-1", "a-1")),
                arguments("ses-events/doc-Complaint", abuse.asEvent("d-1", "a-1")),
                arguments("ses-feedback/doc-Delivery-1", delivery.asNotification()),
                arguments("ses-feedback/doc-Bounce-1", diagnosed.asNotification()),
                arguments("ses-feedback/doc-Bounce-2", silent.asNotification()),
                arguments("ses-feedback/doc-Complaint-1", abuse.asNotification()),
                arguments(
                        "ses-feedback/doc-Complaint-2",
                        SesReport.complaint(MAIL, LATER, null, null).asNotification()));
    }

    /// The paths of all fields, but those of the tags, whose names are up to the sender.
    private static Set<String> fields(String json) throws IOException {
        Set<String> fields = new TreeSet<>();
        collect(parsed(json), "", fields);
        fields.removeIf(path -> path.startsWith("/mail/tags/"));
        return fields;
    }

    private static void collect(JsonNode node, String path, Set<String> fields) {
        node.forEachEntry(
                (name, child) -> {
                    fields.add(path + "/" + name);
                    collect(child, path + "/" + name, fields);
                });
        if (node.isArray()) {
            node.forEach(child -> collect(child, path, fields));
        }
    }

    private static JsonNode parsed(String json) throws IOException {
        return new JsonMapper().readTree(json);
    }
}
