package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What owners with many aliases do: look for them, change them safely, make and move many.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class AliasesIT {
    private static final String ALIASES = "/api/v1/aliases";
    private static final String RANDOM = "{\"kind\":\"random\"}";
    private static final int DAILY_LIMIT = 30;

    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;

    AliasesIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of("RELAY_DAILY_OWN_ALIASES", String.valueOf(DAILY_LIMIT))));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
    }

    @Test
    void aliasIsMadeOfWordsWithAllThatTheOwnerWantsToRemember() throws Exception {
        ApiClient ann = account("free");

        Answer made =
                ann.post(
                        ALIASES,
                        "{\"kind\":\"random\",\"format\":\"words\",\"label\":\"Shop\",\"note\":\"one\\ntwo\",\"usedOn\":\"shop.example\"}");
        Answer cleared =
                ann.patch(ALIASES + "/" + made.text("id"), "{\"note\":null,\"usedOn\":\"x\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("address")).matches("([a-z]+\\.){3}[0-9]{3}@relay\\.localhost");
        assertThat(made.text("note")).isEqualTo("one\ntwo");
        assertThat(made.text("usedOn")).isEqualTo("shop.example");
        assertThat(cleared.body().path("note").isNull()).isTrue();
        assertThat(cleared.text("usedOn")).isEqualTo("x");
        assertThat(cleared.text("label")).isEqualTo("Shop");
    }

    @Test
    void whatIsRememberedIsChecked() throws Exception {
        invalid(
                account("free")
                        .post(
                                ALIASES,
                                "{\"kind\":\"random\",\"format\":\"uuid\",\"note\":\"\\u0000\",\"usedOn\":\"a\\nb\"}"),
                "format must be one of characters, words",
                "note must not hold control characters",
                "usedOn must be one line without control characters");
    }

    @Test
    void listIsFilteredSearchedAndSorted() throws Exception {
        // Given
        ApiClient ann = account("premium");
        Answer zoo = ann.post(ALIASES, named("zoo", "\"label\":\"Fun 100%\""));
        Answer bank = ann.post(ALIASES, named("bank", "\"note\":\"the old_one\""));
        ann.patch(ALIASES + "/" + bank.text("id"), "{\"enabled\":false}");

        // Then
        assertThat(names(ann.get(ALIASES))).containsExactly("bank", "zoo");
        assertThat(names(ann.get(ALIASES + "?sort=createdAt"))).containsExactly("zoo", "bank");
        assertThat(names(ann.get(ALIASES + "?sort=address"))).containsExactly("bank", "zoo");
        assertThat(names(ann.get(ALIASES + "?sort=-address"))).containsExactly("zoo", "bank");
        assertThat(names(ann.get(ALIASES + "?enabled=true"))).containsExactly("zoo");
        assertThat(names(ann.get(ALIASES + "?enabled=false"))).containsExactly("bank");
        assertThat(names(ann.get(ALIASES + "?label=Fun%20100%25"))).containsExactly("zoo");
        assertThat(names(ann.get(ALIASES + "?domain=Relay.LocalHost"))).hasSize(2);
        assertThat(names(ann.get(ALIASES + "?domain=other.example"))).isEmpty();
        assertThat(names(ann.get(ALIASES + "?q=OLD_"))).containsExactly("bank");
        assertThat(names(ann.get(ALIASES + "?q=0%25"))).containsExactly("zoo");
        assertThat(names(ann.get(ALIASES + "?q=%25"))).containsExactly("zoo");
        assertThat(names(ann.get(ALIASES + "?q="))).hasSize(2);
        assertThat(names(account("premium").get(ALIASES + "?q=" + zoo.text("id")))).isEmpty();
    }

    @Test
    void everyParameterOfTheListIsChecked() throws Exception {
        ApiClient ann = account("free");

        invalid(ann.get(ALIASES + "?enabled=yes"), "enabled must be true or false");
        invalid(ann.get(ALIASES + "?domain=no%20host"), "domain must be a host name");
        invalid(
                ann.get(ALIASES + "?sort=id"),
                "sort must be one of createdAt, address, lastUsedAt, forwarded, blocked, with a - before it for the opposite direction");
        invalid(
                ann.get(ALIASES + "?q=" + "x".repeat(101)),
                "q must have at most 100 characters, got 101");
        invalid(ann.get(ALIASES + "?q=%00"), "q must be one line without control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "address", "lastUsedAt", "forwarded", "blocked"})
    void pagesOfEverySortLeadToTheEndAndToNobodyElse(String sort) throws Exception {
        ApiClient ann = account("premium");
        ApiClient bob = account("premium");
        for (int i = 0; i < 5; i++) {
            ann.post(ALIASES, RANDOM);
            bob.post(ALIASES, RANDOM);
        }

        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = ann.get(ALIASES + "?limit=2&sort=-" + sort + cursor);
            walked.addAll(ids(page));
            cursor = page.body().path("next").isNull() ? "" : "&cursor=" + page.text("next");
        } while (!cursor.isEmpty());
        String next = ann.get(ALIASES + "?limit=2&sort=" + sort).text("next");

        assertThat(walked)
                .doesNotHaveDuplicates()
                .hasSize(5)
                .isEqualTo(ids(ann.get(ALIASES + "?sort=-" + sort)));
        assertThat(ids(bob.get(ALIASES + "?sort=" + sort + "&cursor=" + next)))
                .doesNotContainAnyElementsOf(walked);
        invalid(
                ann.get(ALIASES + "?sort=-" + sort + "&cursor=" + next),
                "cursor must be the next of an answer with the same sort");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-createdAt ID +1000000-01-01T00:00:00Z",
                "-createdAt ID ' OR 1=1",
                "-createdAt nobody 2026-01-01T00:00:00Z",
                "-createdAt",
                "\u0000"
            })
    void forgedCursorIsRefused(String text) throws Exception {
        String forged =
                Base64.getUrlEncoder()
                        .encodeToString(
                                text.replace("ID", UUID.randomUUID().toString())
                                        .getBytes(StandardCharsets.UTF_8));

        invalid(
                account("free").get(ALIASES + "?cursor=" + forged),
                "cursor must be the next of an earlier answer");
    }

    @Test
    void aliasIsChangedOnlyAsItWasSeen() throws Exception {
        ApiClient ann = account("free");
        Answer made = ann.post(ALIASES, RANDOM);
        String path = ALIASES + "/" + made.text("id");
        String seen = made.header("ETag");

        Answer changed = ann.send("PATCH", path, "{\"enabled\":false}", "If-Match", seen);

        assertThat(seen).matches("\"[0-9a-z]+\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(seen);
        assertThat(ann.get(path).header("ETag")).isEqualTo(changed.header("ETag"));
        for (String old : List.of(seen, "\"x\"", "W/" + changed.header("ETag"), "")) {
            refused(
                    ann.send("PATCH", path, "{\"enabled\":true}", "If-Match", old),
                    412,
                    "precondition_failed");
            refused(ann.send("DELETE", path, "", "If-Match", old), 412, "precondition_failed");
        }
        assertThat(ann.get(path).body()).isEqualTo(changed.body());
        refused(account("free").send("DELETE", path, "", "If-Match", seen), 404, "alias_not_found");
        String either = seen + ", " + changed.header("ETag");
        assertThat(ann.send("PATCH", path, "{\"label\":\"x\"}", "If-Match", either).status())
                .isEqualTo(200);
        assertThat(ann.send("DELETE", path, "", "If-Match", "*").status()).isEqualTo(204);
    }

    @Test
    void aliasIsMadeOnceHoweverOftenItIsAskedFor() throws Exception {
        ApiClient ann = account("free");

        Answer first = repeatable(ann, "key-1", RANDOM);
        Answer again = repeatable(ann, "key-1", RANDOM);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Content-Type")).isEqualTo("application/json");
        assertThat(ids(ann.get(ALIASES))).hasSize(1);
        assertThat(repeatable(ann, "key-2", RANDOM).text("id")).isNotEqualTo(first.text("id"));
        assertThat(repeatable(account("free"), "key-1", RANDOM).text("id"))
                .isNotEqualTo(first.text("id"));
        refused(
                repeatable(ann, "key-1", "{\"kind\":\"random\",\"label\":\"x\"}"),
                422,
                "idempotency_key_reused");
    }

    @Test
    void whatWasRefusedMayBeTriedAgainWithItsKey() throws Exception {
        ApiClient ann = account("free");
        String body = named("again", "\"label\":\"x\"");

        refused(repeatable(ann, "key", body), 403, "premium_required");
        postgres.execute("UPDATE account SET plan = 'premium'");

        assertThat(repeatable(ann, "key", body).status()).isEqualTo(201);
    }

    @Test
    void requestUnderWayIsNotRepeated() throws Exception {
        ApiClient ann = account("free");
        repeatable(ann, "stuck", RANDOM);
        postgres.execute("UPDATE idempotency_key SET status = NULL WHERE key = 'stuck'");

        refused(repeatable(ann, "stuck", RANDOM), 409, "idempotency_key_in_use");
    }

    @Test
    void keyIsVisible() throws Exception {
        for (String key : List.of("a b", "x".repeat(256), "")) {
            invalid(
                    repeatable(account("free"), key, RANDOM),
                    "Idempotency-Key must have 1 to 255 visible ASCII characters");
        }
    }

    @Test
    void nobodyMakesMoreThanTheDailyLimit() throws Exception {
        ApiClient ann = account("premium");
        for (int i = 0; i < DAILY_LIMIT; i++) {
            Answer made = ann.post(ALIASES, RANDOM);
            assertThat(ann.delete(ALIASES + "/" + made.text("id")).status()).isEqualTo(204);
        }

        refused(ann.post(ALIASES, RANDOM), 403, "daily_alias_limit_reached");
    }

    @Test
    void manyAliasesAreChangedAtOnce() throws Exception {
        ApiClient ann = account("premium");
        String first = ann.post(ALIASES, RANDOM).text("id");
        String second = ann.post(ALIASES, RANDOM).text("id");
        String foreign = account("free").post(ALIASES, RANDOM).text("id");

        Answer off = bulk(ann, "disable", first, second, foreign);
        Answer on = bulk(ann, "enable", first);
        Answer gone = bulk(ann, "delete", second, foreign);

        assertThat(off.body().toString())
                .isEqualTo("{\"changed\":2,\"notFound\":[\"%s\"]}".formatted(foreign));
        assertThat(on.body().toString()).isEqualTo("{\"changed\":1,\"notFound\":[]}");
        assertThat(gone.body().path("changed").asInt()).isEqualTo(1);
        assertThat(ids(ann.get(ALIASES + "?enabled=true"))).containsExactly(first);
        assertThat(ids(ann.get(ALIASES))).containsExactly(first);
    }

    @Test
    void bulkIsChecked() throws Exception {
        ApiClient ann = account("free");

        invalid(ann.post(ALIASES + "/bulk", "{}"), "ids is required", "action is required");
        invalid(
                bulk(ann, "explode"),
                "ids must hold 1 to 100 ids",
                "action must be one of enable, disable, delete");
        invalid(bulk(ann, "delete", "7"), "ids must hold ids of aliases only");
        String[] ids = new String[101];
        Arrays.fill(ids, UUID.randomUUID().toString());
        invalid(bulk(ann, "delete", ids), "ids must hold 1 to 100 ids");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void exportIsImportedByTheNextAccount(String format) throws Exception {
        // Given
        ApiClient ann = account("premium");
        ann.post(ALIASES, named(format + "-1", "\"label\":\"=1+1\",\"note\":\"a\\nb\""));
        Answer second = ann.post(ALIASES, named(format + "-2", "\"usedOn\":\"x.example\""));
        ann.patch(
                ALIASES + "/" + second.text("id"),
                "{\"enabled\":false,\"blocking\":\"all\",\"expiresAt\":\"2030-01-01T00:00:00Z\",\"blockedSenders\":[\"a.example\",\"b@c.example\"],\"banner\":false}");
        List<JsonNode> before = settings(ann);

        // When
        HttpResponse<String> export = download(ann, ALIASES + "/export?format=" + format);
        Answer again = load(ann, "", format, export.body());
        postgres.execute("DELETE FROM alias");
        postgres.execute("DELETE FROM deleted_alias");
        Answer loaded = load(ann, "?source=relaystream", format, export.body());

        // Then
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"aliases.%s\"".formatted(format));
        assertThat(again.body().path("created").asInt()).isZero();
        assertThat(again.body().path("skipped").findValuesAsText("code"))
                .containsExactly("already_yours", "already_yours");
        assertThat(loaded.body().toString()).isEqualTo("{\"created\":2,\"skipped\":[]}");
        assertThat(settings(ann)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void exportOfNothingIsComplete() throws Exception {
        assertThat(download(account("free"), ALIASES + "/export").body())
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void exportOfOthersIsImported() throws Exception {
        ApiClient ann = account("free");

        Answer loaded =
                load(
                        ann,
                        "?source=simplelogin&replaceForeign=true",
                        "csv",
                        "alias,note,enabled,mailboxes\r\nold@simplelogin.com,my shop,False,me@home.example\r\nold,,True,\r\n");

        assertThat(loaded.body().toString())
                .isEqualTo(
                        "{\"created\":1,\"skipped\":[{\"line\":3,\"code\":\"invalid_row\",\"reason\":\"alias must look like local@domain\"}]}");
        JsonNode alias = ann.get(ALIASES).body().path("items").path(0);
        assertThat(alias.path("note").asText())
                .isEqualTo("Instead of old@simplelogin.com\nmy shop");
        assertThat(alias.path("enabled").asBoolean(true)).isFalse();
    }

    @Test
    void importIsChecked() throws Exception {
        ApiClient ann = account("free");

        invalid(
                load(ann, "?source=gmail", "csv", "x"),
                "source must be one of relaystream, simplelogin, addy");
        invalid(
                load(ann, "?replaceForeign=yes", "csv", "x"),
                "replaceForeign must be true or false");
        invalid(
                load(ann, "?source=addy", "json", "{}"),
                "Content-Type must be text/csv, or application/json for our own");
        invalid(
                load(ann, "", "csv", "x"),
                "body must begin with a line of headings, one of them address");
        invalid(load(ann, "", "json", "[]"), "body must be a JSON object with a list named items");
        invalid(ann.get(ALIASES + "/export?format=xml"), "format must be one of csv, json");
        invalid(
                load(ann, "", "csv", "address\n" + "a@b.example\n".repeat(1_001)),
                "body must have at most 1000 rows, got 1001: split the file, with the line of headings in each part");
        Answer large = load(ann, "", "csv", "x".repeat(64 * 1024 + 1));
        refused(large, 413, "body_too_large");
        assertThat(large.text("detail"))
                .isEqualTo(
                        "The body must have at most 65536 bytes: split the file, with the line of headings in each part");
    }

    private static Answer bulk(ApiClient client, String action, String... ids) throws Exception {
        return client.post(
                ALIASES + "/bulk",
                "{\"ids\":[%s],\"action\":\"%s\"}"
                        .formatted(
                                Arrays.stream(ids)
                                        .map("\"%s\""::formatted)
                                        .collect(Collectors.joining(",")),
                                action));
    }

    private static Answer load(ApiClient client, String query, String format, String file)
            throws Exception {
        return client.send(
                "POST",
                ALIASES + "/import" + query,
                file,
                "Content-Type",
                format.equals("csv") ? "text/csv; charset=utf-8" : "application/json");
    }

    private HttpResponse<String> download(ApiClient client, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path)))
                        .header("Authorization", "Bearer " + client.token())
                        .build(),
                BodyHandlers.ofString());
    }

    /// All that is taken over.
    private static List<JsonNode> settings(ApiClient client) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : client.get(ALIASES).body().path("items")) {
            items.add(
                    ((ObjectNode) item)
                            .without(List.of("id", "kind", "stats", "createdAt", "updatedAt")));
        }
        return items;
    }

    private static Answer repeatable(ApiClient client, String key, String body) throws Exception {
        return client.send("POST", ALIASES, body, "Idempotency-Key", key);
    }

    private ApiClient account(String plan) throws Exception {
        return admin.with(
                admin.post(
                                "/api/v1/accounts",
                                "{\"email\":\"%s@home.example\",\"plan\":\"%s\"}"
                                        .formatted(UUID.randomUUID(), plan))
                        .text("token"));
    }

    private static String named(String name, String more) {
        return "{\"kind\":\"named\",\"localPart\":\"%s\",\"domain\":\"relay.localhost\",%s}"
                .formatted(name, more);
    }

    private static List<String> ids(Answer list) {
        return list.body().path("items").findValuesAsText("id");
    }

    private static List<String> names(Answer list) {
        return list.body().path("items").findValuesAsText("address").stream()
                .map(address -> address.substring(0, address.indexOf('@')))
                .toList();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
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
}
