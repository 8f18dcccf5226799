package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How often anybody may come, and which pages may call. A window may end while a test counts, so
/// each comes more often than two windows allow.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class LimitsIT {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String LOGIN = "/api/v1/login";

    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();

    LimitsIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of(
                                        "RELAY_SMTP_PORT", "1",
                                        "RELAY_API_REQUESTS_PER_MINUTE", "20",
                                        "RELAY_BEHIND_PROXY", "true",
                                        "RELAY_CORS_ORIGINS",
                                                "https://app.example, http://localhost:5173")));
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
    }

    @Test
    void everyAnswerTellsWhatIsLeft() throws Exception {
        ApiClient ann = newAccount();

        Answer first = ann.get(ACCOUNT);
        assertThat(first.header("RateLimit-Limit")).isEqualTo("20");
        assertThat(Integer.parseInt(first.header("RateLimit-Remaining"))).isBetween(0, 19);
        assertThat(Integer.parseInt(first.header("RateLimit-Reset"))).isBetween(1, 60);
        assertThat(ann.get("/api/v1/nowhere").header("RateLimit-Limit")).isEqualTo("20");
        assertThat(ann.with("").get(ACCOUNT).header("RateLimit-Limit")).isEqualTo("600");
        assertThat(ann.with("rs_unknown").get(ACCOUNT).header("RateLimit-Limit")).isEqualTo("600");
    }

    @Test
    void tokenThatComesTooOftenIsToldWhenToComeBack() throws Exception {
        ApiClient ann = newAccount();
        ApiClient bob = newAccount();

        Answer refused = refused(41, () -> ann.get(ACCOUNT)).orElseThrow();

        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("Retry-After")).isEqualTo(refused.header("RateLimit-Reset"));
        assertThat(bob.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void strangersAreCountedByWhereTheyComeFrom() throws Exception {
        String place = "198.51.100.1";

        assertThat(refused(1_201, () -> from("203.0.113.7, " + place))).isPresent();

        assertThat(from(place + ", 203.0.113.7").status()).isEqualTo(401);
    }

    @Test
    void ipV6CallersAreCountedByTheirNetwork() throws Exception {
        assertThat(refused(61, () -> ask("2001:db8:1:1::" + anyDigit(), anyEmail()))).isPresent();
        assertThat(ask("2001:db8:1:2::1", anyEmail()).status()).isEqualTo(202);
    }

    @Test
    void addressGetsFewLetters() throws Exception {
        Answer refused = refused(11, () -> ask("192.0.2.1", "often@home.example")).orElseThrow();

        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("5");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
        assertThat(ask("192.0.2.1", "seldom@home.example").status()).isEqualTo(202);
    }

    @Test
    void placeSendsFewLetters() throws Exception {
        Answer refused = refused(61, () -> ask("192.0.2.2", anyEmail())).orElseThrow();

        assertThat(refused.header("RateLimit-Limit")).isEqualTo("30");
    }

    @Test
    void listedPagesMayCallWithATokenOnly() throws Exception {
        Answer preflight =
                browser("OPTIONS", "https://app.example", "Access-Control-Request-Method", "PATCH");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin"))
                .isEqualTo("https://app.example");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "If-Match", "Idempotency-Key");
        assertThat(preflight.header("Vary")).isEqualTo("Origin");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();

        Answer answer = browser("GET", "http://localhost:5173");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");
    }

    @Test
    void otherPagesMayNot() throws Exception {
        Answer preflight =
                browser(
                        "OPTIONS",
                        "https://app.example.evil.example",
                        "Access-Control-Request-Method",
                        "PATCH");

        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(browser("GET", "null").header("Access-Control-Allow-Origin")).isEmpty();
    }

    /// The first refusal among so many requests.
    private static Optional<Answer> refused(int requests, Callable<Answer> request)
            throws Exception {
        for (int i = 0; i < requests; i++) {
            Answer answer = request.call();
            if (answer.status() == 429) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private Answer from(String forwardedFor, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", forwardedFor));
        all.addAll(List.of(headers));
        return nobody().send("GET", ACCOUNT, "", all.toArray(String[]::new));
    }

    private Answer ask(String forwardedFor, String email) throws Exception {
        return nobody().send(
                        "POST",
                        LOGIN,
                        "{\"email\":\"%s\"}".formatted(email),
                        "X-Forwarded-For",
                        forwardedFor);
    }

    private Answer browser(String method, String origin, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("Origin", origin));
        all.addAll(List.of(headers));
        return nobody().send(method, ACCOUNT, "", all.toArray(String[]::new));
    }

    private Browser nobody() {
        return new Browser(http, api.port(), "");
    }

    private ApiClient newAccount() throws Exception {
        String token = "rs_" + UUID.randomUUID();
        UUID account = postgres.newAccount();
        postgres.execute(
                "INSERT INTO api_token (account_id, token_hash, scopes) VALUES (?, ?, '{read}')",
                account,
                new ApiToken(token).hash());
        return new ApiClient(http, api.port(), token);
    }

    private static String anyEmail() {
        return UUID.randomUUID() + "@home.example";
    }

    private static char anyDigit() {
        return UUID.randomUUID().toString().charAt(0);
    }
}
