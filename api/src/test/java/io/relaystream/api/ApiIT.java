package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every route and every refusal.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String ALIASES = "/api/v1/aliases";
    private static final String RANDOM = "{\"kind\":\"random\"}";

    /// An account and a client with its token.
    private record Account(UUID id, ApiClient client) {}

    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;
    private final ApiClient nobody;

    ApiIT(@TempDir Path directory) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api =
                Api.start(
                        ApiConfig.from(
                                Map.of(
                                        "RELAY_API_PORT", "0",
                                        "RELAY_API_MANAGEMENT_PORT", "0",
                                        "RELAY_DB_URL", postgres.url(),
                                        "RELAY_DB_USER", postgres.user(),
                                        "RELAY_DB_PASSWORD", "any",
                                        "RELAY_PSEUDONYM_KEY", "a-key-for-tests-only",
                                        "RELAY_FREE_ALIASES", "3")));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
        nobody = admin.with("");
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
    }

    @Test
    void administratorMakesAnAccount() throws Exception {
        Answer answer =
                admin.post(ACCOUNTS, "{\"email\":\"Ann@Home.example\",\"plan\":\"premium\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("email")).isEqualTo("ann@home.example");
        assertThat(answer.text("plan")).isEqualTo("premium");
        assertThat(answer.text("token")).startsWith("rs_");
        assertThat(UUID.fromString(answer.text("id"))).isNotNull();
        assertThat(
                        postgres.text(
                                "SELECT active AND verified FROM account WHERE email = 'ann@home.example'"))
                .isEqualTo("t");
    }

    @Test
    void addressBelongsToOneAccount() throws Exception {
        admin.post(ACCOUNTS, "{\"email\":\"taken@home.example\",\"plan\":\"free\"}");

        refused(
                admin.post(ACCOUNTS, "{\"email\":\"TAKEN@home.example\",\"plan\":\"free\"}"),
                409,
                "email_taken");
    }

    @Test
    void accountsAreForTheAdministratorOnly() throws Exception {
        String body = "{\"email\":\"eve@home.example\",\"plan\":\"free\"}";

        Answer anonymous = nobody.post(ACCOUNTS, body);
        refused(anonymous, 401, "unauthenticated");
        assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"relaystream\"");

        Answer unknown = nobody.with("dev-admin-toke").post(ACCOUNTS, body);
        refused(unknown, 401, "unauthenticated");
        assertThat(unknown.header("WWW-Authenticate")).endsWith("error=\"invalid_token\"");

        refused(account("free").post(ACCOUNTS, body), 403, "forbidden");
    }

    @Test
    void everyFieldOfAnAccountIsChecked() throws Exception {
        invalid(admin.post(ACCOUNTS, "{}"), "email is required", "plan is required");
        invalid(
                admin.post(ACCOUNTS, "{\"email\":\"ann\",\"plan\":\"gold\",\"admin\":true}"),
                "email must look like local@domain",
                "plan must be one of free, premium",
                "admin is not known here");
        invalid(
                admin.post(ACCOUNTS, "{\"email\":7,\"plan\":null}"),
                "email must be text",
                "plan must be text");
        invalid(
                admin.post(ACCOUNTS, "{\"email\":\"a@relay.localhost\",\"plan\":\"free\"}"),
                "email must be a real mailbox, not an alias of this service");
        invalid(
                admin.post(ACCOUNTS, "{\"email\":\"\\ud800@home.example\",\"plan\":\"free\"}"),
                "email must be text");
    }

    @Test
    void randomAliasIsMade() throws Exception {
        Answer answer = account("free").post(ALIASES, "{\"kind\":\"random\",\"label\":\" Shop \"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("address")).matches("[a-z0-9]{12}@relay\\.localhost");
        assertThat(answer.text("kind")).isEqualTo("random");
        assertThat(answer.body().path("enabled").isBoolean()).isTrue();
        assertThat(answer.body().path("enabled").asBoolean()).isTrue();
        assertThat(answer.text("blocking")).isEqualTo("none");
        assertThat(answer.text("label")).isEqualTo("Shop");
        assertThat(answer.text("createdAt")).matches("\\d{4}-.*Z");
        assertThat(answer.header("Location")).isEqualTo(ALIASES + "/" + answer.text("id"));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aliasWithoutLabelShowsNull() throws Exception {
        Answer answer = account("free").post(ALIASES, "{\"kind\":\"random\",\"label\":null}");

        assertThat(answer.body().path("label").isNull()).isTrue();
    }

    @Test
    void premiumOwnerChoosesTheName() throws Exception {
        Answer answer = account("premium").post(ALIASES, named("My.Shop", "Relay.LocalHost."));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("address")).isEqualTo("my.shop@relay.localhost");
        assertThat(answer.text("kind")).isEqualTo("named");
    }

    @Test
    void premiumOwnerUsesHisOwnDomain() throws Exception {
        Account ann = newAccount("premium");
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind, verified) VALUES ('ann.relay.localhost', ?, 'subdomain', true)",
                ann.id());

        assertThat(ann.client().post(ALIASES, named("shop", "ann.relay.localhost")).text("address"))
                .isEqualTo("shop@ann.relay.localhost");
        invalid(
                account("premium").post(ALIASES, named("shop", "ann.relay.localhost")),
                "domain must be ours or a verified domain of yours");
    }

    @Test
    void freeOwnerCannotChooseTheName() throws Exception {
        refused(
                account("free").post(ALIASES, named("shop", "relay.localhost")),
                403,
                "premium_required");
    }

    @Test
    void freeQuotaHoldsAlsoWhenItIsUsedUpAtOnce() throws Exception {
        ApiClient free = account("free");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Thread.startVirtualThread(() -> postQuietly(free)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        refused(free.post(ALIASES, RANDOM), 403, "alias_limit_reached");
        assertThat(free.get(ALIASES).body().path("items")).hasSize(3);
    }

    @Test
    void addressIsIssuedOnceEvenWhenItsAliasIsDeleted() throws Exception {
        ApiClient first = account("premium");
        Answer alias = first.post(ALIASES, named("once", "relay.localhost"));

        refused(
                account("premium").post(ALIASES, named("once", "relay.localhost")),
                409,
                "address_unavailable");
        first.delete(ALIASES + "/" + alias.text("id"));
        refused(first.post(ALIASES, named("once", "relay.localhost")), 409, "address_unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noreply",
                "replies",
                "postmaster",
                "abuse",
                "bounces",
                "hostmaster",
                "ADMIN"
            })
    void reservedNameIsRefused(String name) throws Exception {
        invalid(
                account("premium").post(ALIASES, named(name, "relay.localhost")),
                "localPart must not be a reserved name");
    }

    @Test
    void everyFieldOfAnAliasIsChecked() throws Exception {
        ApiClient premium = account("premium");

        invalid(premium.post(ALIASES, "{}"), "kind is required");
        invalid(
                premium.post(ALIASES, "{\"kind\":\"best\",\"colour\":\"red\"}"),
                "kind must be one of random, named",
                "colour is not known here");
        invalid(
                premium.post(ALIASES, "{\"kind\":\"random\",\"localPart\":\"shop\"}"),
                "localPart is not known here");
        invalid(
                premium.post(ALIASES, "{\"kind\":\"named\"}"),
                "localPart is required",
                "domain is required");
        invalid(
                premium.post(
                        ALIASES,
                        "{\"kind\":\"named\",\"localPart\":\"a..b\",\"domain\":\"no domain\",\"label\":\"a\\nb\"}"),
                "label must be one line without control characters",
                "localPart must be 1 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends and no two dots in a row",
                "domain must be a host name");
        invalid(
                premium.post(
                        ALIASES,
                        "{\"kind\":\"random\",\"label\":\"%s\"}".formatted("x".repeat(101))),
                "label must have at most 100 characters, got 101");
        invalid(
                premium.post(ALIASES, "{\"kind\":\"random\",\"ac count\":1}"),
                "? is not known here");
    }

    @Test
    void nobodyAssignsWhatIsNotHis() throws Exception {
        ApiClient premium = account("premium");
        UUID other = newAccount("premium").id();

        invalid(
                premium.post(
                        ALIASES, "{\"kind\":\"random\",\"accountId\":\"%s\"}".formatted(other)),
                "accountId is not known here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"random\"",
                "{\"kind\":\"random\"} {}",
                "{\"kind\":\"random\",\"kind\":\"random\"}",
                "kind=random"
            })
    void bodyThatIsNotOneJsonObjectIsMalformed(String body) throws Exception {
        refused(account("free").post(ALIASES, body), 400, "malformed_json");
    }

    @Test
    void deeplyNestedBodyIsMalformed() throws Exception {
        refused(account("free").post(ALIASES, "[".repeat(20_000)), 400, "malformed_json");
    }

    @Test
    void bodyOver64KibibytesIsTooLarge() throws Exception {
        String body = "{\"kind\":\"random\",\"label\":\"%s\"}";
        int rest = 64 * 1024 - body.length() + 2;

        refused(
                account("free").post(ALIASES, body.formatted("x".repeat(rest + 1))),
                413,
                "body_too_large");
        invalid(
                account("free").post(ALIASES, body.formatted("x".repeat(rest))),
                "label must have at most 100 characters, got " + rest);
    }

    @Test
    void aliasIsSwitchedBlockedAndLabelled() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        Answer changed =
                free.patch(
                        path, "{\"enabled\":false,\"blocking\":\"promotions\",\"label\":\"Shop\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("enabled").asBoolean(true)).isFalse();
        assertThat(changed.text("blocking")).isEqualTo("promotions");
        assertThat(changed.text("label")).isEqualTo("Shop");
        assertThat(free.get(path).body()).isEqualTo(changed.body());
    }

    @Test
    void changeLeavesTheRestAlone() throws Exception {
        ApiClient free = account("free");
        String path =
                ALIASES
                        + "/"
                        + free.post(ALIASES, "{\"kind\":\"random\",\"label\":\"Shop\"}").text("id");

        free.patch(path, "{\"enabled\":false}");
        Answer blocked = free.patch(path, "{\"blocking\":\"all\"}");
        assertThat(blocked.body().path("enabled").asBoolean(true)).isFalse();
        assertThat(blocked.text("label")).isEqualTo("Shop");

        Answer unlabelled = free.patch(path, "{\"label\":null}");
        assertThat(unlabelled.text("blocking")).isEqualTo("all");
        assertThat(unlabelled.body().path("label").isNull()).isTrue();
    }

    @Test
    void everyFieldOfAChangeIsChecked() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        invalid(
                free.patch(
                        path,
                        "{\"enabled\":\"no\",\"blocking\":\"some\",\"address\":\"x@relay.localhost\"}"),
                "enabled must be true or false",
                "blocking must be one of none, promotions, all",
                "address is not known here");
        invalid(
                free.patch(path, "{\"enabled\":null,\"blocking\":null}"),
                "enabled must be true or false",
                "blocking must be text");
        Answer nothing = free.patch(path, "{}");
        refused(nothing, 400, "invalid_request");
        assertThat(nothing.text("detail"))
                .isEqualTo("At least one of enabled, blocking and label must be given");
    }

    @Test
    void deletedAliasIsGone() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        Answer deleted = free.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.response().body()).isEmpty();
        refused(free.get(path), 404, "alias_not_found");
        refused(free.delete(path), 404, "alias_not_found");
    }

    @Test
    void strangersAliasAndNoAliasGetTheSameAnswer() throws Exception {
        String foreign = account("free").post(ALIASES, RANDOM).text("id");
        ApiClient stranger = account("free");

        for (String id : List.of(foreign, UUID.randomUUID().toString(), "no-id")) {
            String path = ALIASES + "/" + id;
            assertThat(
                            List.of(
                                    stranger.get(path).body(),
                                    stranger.patch(path, "{\"enabled\":false}").body(),
                                    stranger.delete(path).body()))
                    .containsOnly(stranger.get(ALIASES + "/" + UUID.randomUUID()).body())
                    .allMatch(body -> body.path("status").asInt() == 404);
        }
    }

    @Test
    void listIsNewestFirstInPages() throws Exception {
        // Given
        ApiClient free = account("free");
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            newestFirst.addFirst(free.post(ALIASES, RANDOM).text("id"));
        }

        // When
        Answer first = free.get(ALIASES + "?limit=2");
        Answer second = free.get(ALIASES + "?limit=2&cursor=" + first.text("next"));

        // Then
        assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(ids(second)).isEqualTo(newestFirst.subList(2, 3));
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(ids(free.get(ALIASES))).isEqualTo(newestFirst);
    }

    @Test
    void emptyListHasNoItems() throws Exception {
        Answer answer = account("free").get(ALIASES);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,   limit must be a whole number from 1 to 100",
        "limit=101, limit must be a whole number from 1 to 100",
        "limit=ten, limit must be a whole number from 1 to 100",
        "limit=,    limit must be a whole number from 1 to 100",
        "cursor=x,  cursor must be the next of an earlier answer"
    })
    void listChecksItsQuery(String query, String expected) throws Exception {
        invalid(account("free").get(ALIASES + "?" + query), expected);
    }

    @Test
    void strangersCursorShowsNothingOfHisList() throws Exception {
        ApiClient other = account("free");
        other.post(ALIASES, RANDOM);
        other.post(ALIASES, RANDOM);
        String cursor = other.get(ALIASES + "?limit=1").text("next");

        assertThat(ids(account("free").get(ALIASES + "?cursor=" + cursor))).isEmpty();
    }

    @Test
    void everyAliasRouteNeedsATokenOfAnAccount() throws Exception {
        String path = ALIASES + "/" + UUID.randomUUID();
        for (ApiClient caller : List.of(nobody, nobody.with("rs_unknown"))) {
            refused(caller.get(ALIASES), 401, "unauthenticated");
            refused(caller.post(ALIASES, RANDOM), 401, "unauthenticated");
            refused(caller.get(path), 401, "unauthenticated");
            refused(caller.patch(path, "{}"), 401, "unauthenticated");
            refused(caller.delete(path), 401, "unauthenticated");
        }
        refused(admin.get(ALIASES), 403, "forbidden");
    }

    @Test
    void expiredTokenOpensNothing() throws Exception {
        Account free = newAccount("free");
        postgres.execute("UPDATE api_token SET expires_at = now() WHERE account_id = ?", free.id());

        refused(free.client().get(ALIASES), 401, "unauthenticated");
    }

    @Test
    void unknownPathAndWrongMethodAreProblems() throws Exception {
        refused(nobody.get("/api/v2/aliases"), 404, "not_found");
        refused(nobody.get("/"), 404, "not_found");
        Answer wrong = nobody.send("PUT", ALIASES, "{}");
        refused(wrong, 405, "method_not_allowed");
        assertThat(wrong.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void requestThatHttpItselfForbidsIsAProblem() throws Exception {
        String answer = raw("GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"code\":\"bad_request\"")
                .doesNotContain("html", "Jetty", "Exception");
    }

    @Test
    void managementPortShowsHealthAndAnswers() throws Exception {
        nobody.get(ALIASES);

        assertThat(management("/__heartbeat__")).contains("\"postgres\":\"ok\"");
        assertThat(management("/metrics"))
                .contains("relay_api_requests_seconds_count{answer=\"client_error\"}");
    }

    private ApiClient account(String plan) throws Exception {
        return newAccount(plan).client();
    }

    private Account newAccount(String plan) throws Exception {
        Answer answer =
                admin.post(
                        ACCOUNTS,
                        "{\"email\":\"%s@home.example\",\"plan\":\"%s\"}"
                                .formatted(UUID.randomUUID(), plan));
        return new Account(UUID.fromString(answer.text("id")), admin.with(answer.text("token")));
    }

    private static String named(String name, String domain) {
        return "{\"kind\":\"named\",\"localPart\":\"%s\",\"domain\":\"%s\"}"
                .formatted(name, domain);
    }

    private static List<String> ids(Answer list) {
        List<String> ids = new ArrayList<>();
        list.body().path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("type")).isEqualTo("urn:relaystream:problem:" + code);
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("detail")).isNotEmpty();
    }

    /// @param errors each a field and what is wrong with it
    private static void invalid(Answer answer, String... errors) {
        refused(answer, 400, "invalid_request");
        List<String> named = new ArrayList<>();
        for (JsonNode error : answer.body().path("errors")) {
            named.add(error.path("field").asText() + " " + error.path("message").asText());
        }
        assertThat(named).containsExactlyInAnyOrder(errors);
    }

    private static void postQuietly(ApiClient client) {
        try {
            client.post(ALIASES, RANDOM);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String management(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(api.managementPort(), path));
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
}
