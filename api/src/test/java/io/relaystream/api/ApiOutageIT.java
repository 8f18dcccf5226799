package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the API stands on goes away and comes back.
@ExtendWith(SharedKafka.class)
class ApiOutageIT {

    @Test
    void requestsAreAnswered503AndServedAgainAfterwards(
            @TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Api api = Api.start(TestSettings.of(postgres, kafka, Map.of()));
                HttpClient http = HttpClient.newHttpClient()) {
            // Given
            ApiClient admin = new ApiClient(http, api.port(), "dev-admin-token");
            String token =
                    admin.post(
                                    "/api/v1/accounts",
                                    "{\"email\":\"ann@home.example\",\"plan\":\"free\"}")
                            .text("token");
            ApiClient ann = admin.with(token);

            // When
            postgres.stop();
            Answer away = ann.get("/api/v1/aliases");
            postgres.restart();

            // Then
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.code()).isEqualTo("unavailable");
            assertThat(away.header("Retry-After")).isEqualTo("1");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ann.get("/api/v1/aliases").status() == 200);
        }
    }

    /// Large mails are not what the API is for.
    @Test
    void isWellWhenTheObjectStoreIsAway(@TempDir Path directory, EmbeddedKafka kafka)
            throws Exception {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Api api =
                        Api.start(
                                TestSettings.of(
                                        postgres,
                                        kafka,
                                        Map.of("RELAY_S3_ENDPOINT", "http://127.0.0.1:1")));
                HttpClient http = HttpClient.newHttpClient()) {
            String token =
                    new MailLinks("a-key-for-tests-only")
                            .token("relay-mail", "emails/1", Instant.now());

            assertThat(status(http, api.port(), "/mail/" + token)).isEqualTo(503);
            assertThat(status(http, api.managementPort(), "/__heartbeat__")).isEqualTo(200);
        }
    }

    private static int status(HttpClient http, int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
