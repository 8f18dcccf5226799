package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tokens that owners make for their programs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class TokensIT {
    private static final String TOKENS = "/api/v1/tokens";
    private static final String ACCOUNT = "/api/v1/account";

    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();

    TokensIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api = Api.start(TestSettings.of(postgres, kafka, Map.of()));
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
    }

    @Test
    void tokenIsShownOnceAndWorks() throws Exception {
        ApiClient ann = newAccount(email());

        Answer made =
                ann.post(
                        TOKENS,
                        "{\"name\":\" Phone \",\"scopes\":[\"read\",\"read\"],\"expiresAt\":\"2099-01-01T00:00:00Z\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("Phone");
        assertThat(made.body().path("scopes").toString()).isEqualTo("[\"read\"]");
        assertThat(made.text("expiresAt")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(made.text("createdAt")).endsWith("Z");
        assertThat(made.body().path("lastUsedAt").isNull()).isTrue();
        assertThat(made.header("Location")).isEqualTo(TOKENS + "/" + made.text("id"));
        ApiClient phone = ann.with(made.text("token"));
        assertThat(phone.get(ACCOUNT).status()).isEqualTo(200);

        Answer list = ann.get(TOKENS);
        assertThat(list.response().body()).doesNotContain("\"token\"", made.text("token"));
        assertThat(list.body().path("next").isNull()).isTrue();
        JsonNode newest = list.body().path("items").path(0);
        assertThat(newest.path("id").asText()).isEqualTo(made.text("id"));
        assertThat(newest.path("lastUsedAt").asText()).endsWith("Z");
    }

    @Test
    void tokenMayDoWhatItsScopesSay() throws Exception {
        ApiClient ann = newAccount(email());
        ApiClient reader = token(ann, "[\"read\"]");
        ApiClient writer = token(ann, "[\"write\"]");

        refused(reader.patch(ACCOUNT, "{\"banner\":false}"), 403, "forbidden");
        refused(writer.get(ACCOUNT), 403, "forbidden");
        assertThat(writer.patch(ACCOUNT, "{\"banner\":false}").status()).isEqualTo(200);
    }

    @Test
    void tokenNeverGetsMoreThanItsMakerHas() throws Exception {
        ApiClient ann = newAccount(email());
        ApiClient writer = token(ann, "[\"write\"]");

        refused(make(ann, "[\"read\",\"admin\"]"), 403, "forbidden");
        refused(make(writer, "[\"read\"]"), 403, "forbidden");
        refused(make(token(ann, "[\"read\"]"), "[\"read\"]"), 403, "forbidden");
        assertThat(make(writer, "[\"write\"]").status()).isEqualTo(201);
    }

    @Test
    void tokenNeverLastsLongerThanItsMaker() throws Exception {
        ApiClient ending = newAccount(email());
        String end = "2098-01-01T00:00:00Z";
        ending = ending.with(make(ending, "[\"write\"]", end).text("token"));
        String fault =
                "expiresAt must be at the latest 2098-01-01T00:00:00Z, when the token that you use ends";

        invalid(make(ending, "[\"write\"]"), fault);
        invalid(
                ending.post(
                        TOKENS, "{\"name\":\"Phone\",\"scopes\":[\"write\"],\"expiresAt\":null}"),
                fault);
        invalid(make(ending, "[\"write\"]", "2098-01-01T00:00:01Z"), fault);
        assertThat(make(ending, "[\"write\"]", end).status()).isEqualTo(201);
    }

    @Test
    void sessionEndsAndItsTokensNeedNot() throws Exception {
        String email = email();
        newAccount(email);
        String link = admin().post("/api/v1/accounts/" + email + "/login-link", "").text("url");
        Browser browser =
                new Browser(http, api.port(), "").signIn(link.replace("http://127.0.0.1:8081", ""));

        Answer made = browser.post(TOKENS, "{\"name\":\"Phone\",\"scopes\":[\"read\"]}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("expiresAt").isNull()).isTrue();
    }

    @Test
    void administratorMakesTokensForTheOperation() throws Exception {
        String email = email();
        ApiClient ann = newAccount(email);
        admin().patch("/api/v1/accounts/" + email, "{\"admin\":true}");
        String link = admin().post("/api/v1/accounts/" + email + "/login-link", "").text("url");
        Browser browser =
                new Browser(http, api.port(), "").signIn(link.replace("http://127.0.0.1:8081", ""));

        Answer made = browser.post(TOKENS, "{\"name\":\"Ops\",\"scopes\":[\"admin\"]}");

        assertThat(made.status()).isEqualTo(201);
        ApiClient ops = ann.with(made.text("token"));
        assertThat(ops.get("/api/v1/accounts/" + email).status()).isEqualTo(200);
        refused(ops.get(ACCOUNT), 403, "forbidden");
    }

    @Test
    void expiredAndRevokedTokensOpenNothing() throws Exception {
        ApiClient ann = newAccount(email());
        Answer first = make(ann, "[\"read\"]");
        Answer second = make(ann, "[\"read\"]");

        postgres.execute(
                "UPDATE api_token SET expires_at = now() WHERE id = ?",
                UUID.fromString(first.text("id")));
        assertThat(ann.delete(TOKENS + "/" + second.text("id")).status()).isEqualTo(204);

        refused(ann.with(first.text("token")).get(ACCOUNT), 401, "unauthenticated");
        refused(ann.with(second.text("token")).get(ACCOUNT), 401, "unauthenticated");
        refused(ann.delete(TOKENS + "/" + second.text("id")), 404, "token_not_found");
    }

    @Test
    void tokenOfSomebodyElseIsLikeNone() throws Exception {
        ApiClient ann = newAccount(email());
        ApiClient eve = newAccount(email());
        String id = make(ann, "[\"read\"]").text("id");

        Answer foreign = eve.delete(TOKENS + "/" + id);
        Answer absent = eve.delete(TOKENS + "/" + UUID.randomUUID());

        refused(foreign, 404, "token_not_found");
        assertThat(foreign.response().body()).isEqualTo(absent.response().body());
        assertThat(eve.get(TOKENS).response().body()).doesNotContain(id);
        assertThat(ann.get(TOKENS).response().body()).contains(id);
    }

    @Test
    void everyFieldIsChecked() throws Exception {
        ApiClient ann = newAccount(email());

        invalid(ann.post(TOKENS, "{}"), "name is required", "scopes is required");
        invalid(
                ann.post(
                        TOKENS,
                        "{\"name\":\"\",\"scopes\":[],\"expiresAt\":\"2020-01-01T00:00:00Z\",\"token\":\"rs_mine\"}"),
                "name must have 1 to 100 characters, got 0",
                "scopes must name at least one of read, write, admin",
                "expiresAt must lie ahead",
                "token is not known here");
        invalid(
                ann.post(
                        TOKENS,
                        "{\"name\":\"a\\nb\",\"scopes\":[\"root\"],\"expiresAt\":\"soon\"}"),
                "name must be one line without control characters",
                "scopes must be one of read, write, admin",
                "expiresAt must be an instant such as 2026-01-05T12:00:00Z");
        invalid(
                ann.post(TOKENS, "{\"name\":7,\"scopes\":\"read\"}"),
                "name must be text",
                "scopes must be a list of texts");
    }

    @Test
    void accountHasNotMoreThanFifty() throws Exception {
        ApiClient ann = newAccount(email());
        for (int i = 1; i < 50; i++) {
            assertThat(make(ann, "[\"read\"]").status()).isEqualTo(201);
        }

        refused(make(ann, "[\"read\"]"), 403, "token_limit_reached");
        assertThat(ann.get(TOKENS).body().path("items")).hasSize(50);
    }

    private ApiClient admin() {
        return new ApiClient(http, api.port(), "dev-admin-token");
    }

    private ApiClient newAccount(String email) throws Exception {
        String body = "{\"email\":\"%s\",\"plan\":\"free\"}".formatted(email);
        return admin().with(admin().post("/api/v1/accounts", body).text("token"));
    }

    private static Answer make(ApiClient owner, String scopes) throws Exception {
        return owner.post(TOKENS, "{\"name\":\"Phone\",\"scopes\":%s}".formatted(scopes));
    }

    private static Answer make(ApiClient owner, String scopes, String end) throws Exception {
        return owner.post(
                TOKENS,
                "{\"name\":\"Phone\",\"scopes\":%s,\"expiresAt\":\"%s\"}".formatted(scopes, end));
    }

    private static ApiClient token(ApiClient owner, String scopes) throws Exception {
        return owner.with(make(owner, scopes).text("token"));
    }

    private static String email() {
        return UUID.randomUUID() + "@home.example";
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static void invalid(Answer answer, String... errors) {
        refused(answer, 400, "invalid_request");
        List<String> named = new ArrayList<>();
        for (JsonNode error : answer.body().path("errors")) {
            named.add(error.path("field").asText() + " " + error.path("message").asText());
        }
        assertThat(named).containsExactlyInAnyOrder(errors);
    }
}
