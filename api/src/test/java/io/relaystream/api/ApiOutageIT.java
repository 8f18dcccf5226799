package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Postgres goes away and comes back.
class ApiOutageIT {

    @Test
    void requestsAreAnswered503AndServedAgainAfterwards(@TempDir Path directory) throws Exception {
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Api api = start(postgres);
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

    private static Api start(TestDatabase postgres) throws Exception {
        return Api.start(
                ApiConfig.from(
                        Map.of(
                                "RELAY_API_PORT", "0",
                                "RELAY_API_MANAGEMENT_PORT", "0",
                                "RELAY_DB_URL", postgres.url(),
                                "RELAY_DB_USER", postgres.user(),
                                "RELAY_DB_PASSWORD", "any",
                                "RELAY_PSEUDONYM_KEY", "a-key-for-tests-only")));
    }
}
