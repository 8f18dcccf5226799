package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SesMailTest {
    private static final String RAW =
            """
            From: Ada <ada@sender.example>
            To: list@elsewhere.example
            Subject: Two
             lines

            Grüße
            """;

    private final SesMail mail =
            SesMail.received(
                    RAW.getBytes(StandardCharsets.UTF_8),
                    "bounce@sender.example",
                    List.of("one@relay.example", "two@relay.example"),
                    Instant.parse("2026-01-05T12:00:00Z"));

    @Test
    void namesWhereTheMailIsStored() throws IOException {
        JsonNode payload = parsed(mail.storedAt("relay-mail", mail.messageId()));

        assertThat(payload.at("/notificationType").asText()).isEqualTo("Received");
        assertThat(payload.at("/receipt/action/type").asText()).isEqualTo("S3");
        assertThat(payload.at("/receipt/action/bucketName").asText()).isEqualTo("relay-mail");
        assertThat(payload.at("/receipt/action/objectKey").asText()).isEqualTo(mail.messageId());
        assertThat(payload.has("content")).isFalse();
    }

    @Test
    void namesTheEnvelopeAndTheFieldsOfTheHeader() throws IOException {
        JsonNode payload = parsed(mail.storedAt("relay-mail", "k"));

        assertThat(payload.at("/receipt/recipients"))
                .extracting(JsonNode::asText)
                .containsExactly("one@relay.example", "two@relay.example");
        assertThat(payload.at("/mail/source").asText()).isEqualTo("bounce@sender.example");
        assertThat(payload.at("/mail/timestamp").asText()).isEqualTo("2026-01-05T12:00:00Z");
        assertThat(payload.at("/mail/headers"))
                .extracting(header -> header.get("name").asText())
                .containsExactly("Return-Path", "Received", "From", "To", "Subject");
        assertThat(payload.at("/mail/commonHeaders/subject").asText()).isEqualTo("Two lines");
    }

    @Test
    void tellsWhatTheChecksFound() throws IOException {
        JsonNode payload =
                parsed(mail.with("spam", "GRAY").failingDmarc("reject").storedAt("b", "k"));

        assertThat(payload.at("/receipt/spamVerdict/status").asText()).isEqualTo("GRAY");
        assertThat(payload.at("/receipt/virusVerdict/status").asText()).isEqualTo("PASS");
        assertThat(payload.at("/receipt/dmarcVerdict/status").asText()).isEqualTo("FAIL");
        assertThat(payload.at("/receipt/dmarcPolicy").asText()).isEqualTo("reject");
    }

    @Test
    void carriesTheMailInsideInEitherEncoding() throws IOException {
        JsonNode text = parsed(mail.inUtf8());
        JsonNode binary = parsed(mail.inBase64());

        assertThat(text.at("/receipt/action/encoding").asText()).isEqualTo("UTF8");
        assertThat(text.at("/content").asText().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(mail.bytes());
        assertThat(binary.at("/receipt/action/encoding").asText()).isEqualTo("BASE64");
        assertThat(binary.at("/content").binaryValue()).isEqualTo(mail.bytes());
    }

    @Test
    void storesTheMailAsItTravelsWithTheReceiversTraceOnTop() {
        String stored = new String(mail.bytes(), StandardCharsets.UTF_8);

        assertThat(stored)
                .startsWith("Return-Path: <bounce@sender.example>\r\nReceived: ")
                .contains("\r\n for one@relay.example;\r\n Mon, 5 Jan 2026 12:00:00 +0000")
                .endsWith("\r\n\r\nGrüße\r\n");
        assertThat(stored.replace("\r\n", "")).doesNotContain("\n");
    }

    private static JsonNode parsed(String json) throws IOException {
        return new JsonMapper().readTree(json);
    }
}
