package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSnsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir private Path directory;

    @Test
    void keepsItsKey() {
        LocalSns first = LocalSns.in(directory);

        LocalSns second = LocalSns.in(directory);

        assertThat(second.certificate()).isEqualTo(first.certificate());
    }

    @Test
    void hasACertificateOfSnsForACentury() throws GeneralSecurityException {
        LocalSns sns = LocalSns.in(directory);

        assertThat(sns.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=sns.amazonaws.com");
        assertThat(sns.certificate().getNotBefore()).isEqualTo("2000-01-01T00:00:00Z");
        assertThat(sns.certificate().getNotAfter()).isEqualTo("2100-01-01T00:00:00Z");
        sns.certificate().verify(sns.certificate().getPublicKey());
    }

    @Test
    void writesPemWithLineFeedsOnlyAndAKeyForItsOwnerOnly() throws IOException {
        LocalSns sns = LocalSns.in(directory.resolve("sns"));

        assertThat(Files.readString(sns.certificateFile()))
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("\r");
        Path key = directory.resolve("sns/key.pem");
        assertThat(Files.readString(key))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .doesNotContain("\r");
        assertThat(Files.getPosixFilePermissions(key)).hasToString("[OWNER_READ, OWNER_WRITE]");
    }

    @ParameterizedTest
    @CsvSource({"V1, 1, SHA1withRSA", "V2, 2, SHA256withRSA"})
    void signsLikeSns(LocalSns.SignatureVersion version, String number, String algorithm)
            throws Exception {
        // Given
        LocalSns sns = LocalSns.in(directory);
        Map<String, String> fields = sns.fields("Notification", "zwei\nZeilen", NOON);
        fields.put("MessageId", "m-1");
        fields.put("Subject", "Grüße");
        fields.put("UnsubscribeURL", "https://example.invalid/");

        // When
        JsonNode message = new JsonMapper().readTree(sns.signed(fields, version));

        // Then
        String expected =
                """
                Message
                zwei
                Zeilen
                MessageId
                m-1
                Subject
                Grüße
                Timestamp
                2026-01-05T12:00:00Z
                TopicArn
                arn:aws:sns:us-east-1:000000000000:relay-inbound
                Type
                Notification
                """;
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(sns.certificate());
        signature.update(expected.getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(message.get("Signature").asText())))
                .isTrue();
        assertThat(message.get("SignatureVersion").asText()).isEqualTo(number);
        assertThat(message.get("SigningCertURL").asText())
                .isEqualTo(LocalSns.CERTIFICATE_URL.toString());
    }

    @Test
    void signsTheTokenAndTheAddressOfAConfirmation() throws Exception {
        LocalSns sns = LocalSns.in(directory);

        JsonNode message = new JsonMapper().readTree(sns.subscriptionConfirmation("token-1", NOON));

        assertThat(message.get("Type").asText()).isEqualTo("SubscriptionConfirmation");
        assertThat(message.get("Token").asText()).isEqualTo("token-1");
        assertThat(message.get("SubscribeURL").asText()).endsWith("&Token=token-1");
    }
}
