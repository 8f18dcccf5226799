package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedS3IT {
    private static final String BUCKET = "relay-mail";
    private static final byte[] MAIL = "From: Älice\r\n\r\nHi\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path dataDir;
    private EmbeddedS3 server;
    private S3Client client;

    @BeforeEach
    void start() {
        server = EmbeddedS3.start(dataDir, 0, BUCKET, "local", "local-secret");
        client = clientWith("local-secret");
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void returnsAnObjectWithItsMetadata() {
        client.putObject(
                put -> put.bucket(BUCKET).key("inbound/m0 1+ä").metadata(Map.of("source", "ses")),
                RequestBody.fromBytes(MAIL));

        var object = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("inbound/m0 1+ä"));
        assertThat(object.asByteArray()).isEqualTo(MAIL);
        assertThat(object.response().metadata()).containsEntry("source", "ses");
    }

    @Test
    void listsByPrefix() {
        put("inbound/1");
        put("inbound/2");
        put("other/3");

        assertThat(client.listObjectsV2(list -> list.bucket(BUCKET).prefix("inbound/")).contents())
                .extracting(S3Object::key)
                .containsExactly("inbound/1", "inbound/2");
    }

    @Test
    void forgetsADeletedObject() {
        put("m1");

        client.deleteObject(delete -> delete.bucket(BUCKET).key("m1"));

        assertThatThrownBy(() -> client.getObjectAsBytes(get -> get.bucket(BUCKET).key("m1")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void refusesAWrongSecret() {
        try (S3Client stranger = clientWith("guessed")) {
            assertThatThrownBy(() -> stranger.listObjectsV2(list -> list.bucket(BUCKET)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void keepsObjectsOverARestart() {
        // Given
        put("m1");

        // When
        server.close();
        server = EmbeddedS3.start(dataDir, 0, BUCKET, "local", "local-secret");
        client.close();
        client = clientWith("local-secret");

        // Then
        assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("m1")).asByteArray())
                .isEqualTo(MAIL);
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatThrownBy(
                        () ->
                                EmbeddedS3.start(
                                        dataDir, server.port(), BUCKET, "local", "local-secret"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of the embedded S3 must be free");
    }

    private void put(String key) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(MAIL));
    }

    private S3Client clientWith(String secret) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", secret)))
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }
}
