package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.pgp.OwnersKey;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every route and every refusal.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class ApiIT {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String ACCOUNT = "/api/v1/account";
    private static final String DOMAINS = "/api/v1/domains";
    private static final String ALIASES = "/api/v1/aliases";
    private static final String RANDOM = "{\"kind\":\"random\"}";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    /// An account and a client with its token.
    private record Account(UUID id, ApiClient client) {}

    private final TestDatabase postgres;
    private final Path bucket;
    private final EmbeddedS3 s3;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;
    private final ApiClient nobody;

    ApiIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        Path objects = directory.resolve("s3");
        bucket = objects.resolve("relay-mail");
        s3 = EmbeddedS3.start(objects, 0, "relay-mail", "local", "local-secret");
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of(
                                        "RELAY_FREE_ALIASES", "3",
                                        "RELAY_S3_ENDPOINT", s3.endpoint().toString(),
                                        "RELAY_S3_ACCESS_KEY", "local",
                                        "RELAY_S3_SECRET_KEY", "local-secret")));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
        nobody = admin.with("");
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        s3.close();
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
        assertThat(answer.body().path("expiresAt").isNull()).isTrue();
        assertThat(answer.body().path("blockedSenders").toString()).isEqualTo("[]");
        assertThat(answer.body().path("banner").asBoolean(false)).isTrue();
        assertThat(answer.body().path("stats").toString())
                .isEqualTo(
                        "{\"forwarded\":0,\"blocked\":0,\"replied\":0,\"trackersRemoved\":0,\"lastUsedAt\":null}");
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
    void offensiveNameIsRefused() throws Exception {
        invalid(
                account("premium").post(ALIASES, named("Pure-Shit", "relay.localhost")),
                "localPart must not be an offensive name");
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
                premium.post(ALIASES, "{\"kind\":\"catch_all\"}"),
                "kind must be one of random, named");
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
    void aliasGetsATimeToExpireAndSendersToBlock() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        Answer changed =
                free.patch(
                        path,
                        "{\"expiresAt\":\"2027-01-01T01:00:00.1234567+01:00\",\"blockedSenders\":[\"@Spam.example\",\"Ann@Shop.example\",\"spam.example\"]}");
        Answer later = free.patch(path, "{\"enabled\":false}");
        Answer cleared = free.patch(path, "{\"expiresAt\":null,\"blockedSenders\":[]}");

        assertThat(changed.status()).isEqualTo(200);
        for (Answer answer : List.of(changed, later)) {
            assertThat(answer.text("expiresAt")).isEqualTo("2027-01-01T00:00:00.123456Z");
            assertThat(answer.body().path("blockedSenders").toString())
                    .isEqualTo("[\"spam.example\",\"ann@shop.example\"]");
        }
        assertThat(cleared.body().path("expiresAt").isNull()).isTrue();
        assertThat(cleared.body().path("blockedSenders")).isEmpty();
        assertThat(free.get(path).body()).isEqualTo(cleared.body());
    }

    @Test
    void aliasGetsNoBanner() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        Answer changed = free.patch(path, "{\"banner\":false}");
        Answer later = free.patch(path, "{\"enabled\":false}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("banner").asBoolean(true)).isFalse();
        assertThat(later.body().path("banner").asBoolean(true)).isFalse();
        assertThat(free.get(path).body()).isEqualTo(later.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tomorrow\"",
                "\"2027-01-01\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"\""
            })
    void expiryIsAnInstantOfOurTime(String text) throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        invalid(
                free.patch(path, "{\"expiresAt\":%s}".formatted(text)),
                "expiresAt must be an instant such as 2026-01-05T12:00:00Z");
    }

    @Test
    void blockListsAreBounded() throws Exception {
        ApiClient free = account("free");
        String path = ALIASES + "/" + free.post(ALIASES, RANDOM).text("id");

        assertThat(free.patch(path, blocking(500)).body().path("blockedSenders")).hasSize(500);
        invalid(
                free.patch(path, blocking(501)),
                "blockedSenders must have at most 500 entries, got 501");
        assertThat(
                        free.patch(ACCOUNT, blocking(1000))
                                .body()
                                .path("settings")
                                .path("blockedSenders"))
                .hasSize(1000);
        invalid(
                free.patch(ACCOUNT, blocking(1001)),
                "blockedSenders must have at most 1000 entries, got 1001");
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
                        "{\"enabled\":\"no\",\"blocking\":\"some\",\"banner\":0,\"address\":\"x@relay.localhost\"}"),
                "enabled must be true or false",
                "banner must be true or false",
                "blocking must be one of none, promotions, all",
                "address is not known here");
        invalid(
                free.patch(path, "{\"enabled\":null,\"blocking\":null}"),
                "enabled must be true or false",
                "blocking must be text");
        invalid(
                free.patch(path, "{\"expiresAt\":5,\"blockedSenders\":\"spam.example\"}"),
                "expiresAt must be text",
                "blockedSenders must be a list of texts");
        invalid(
                free.patch(path, "{\"blockedSenders\":[\"spam.example\",7]}"),
                "blockedSenders must be a list of texts");
        invalid(
                free.patch(path, "{\"blockedSenders\":null}"),
                "blockedSenders must be a list of texts");
        invalid(
                free.patch(path, "{\"blockedSenders\":[\"spam.example\",\"no host\"]}"),
                "blockedSenders must hold only addresses such as ann@shop.example and hosts such as shop.example");
        Answer nothing = free.patch(path, "{}");
        refused(nothing, 400, "invalid_request");
        assertThat(nothing.text("detail"))
                .isEqualTo(
                        "At least one of enabled, blocking, label, note, usedOn, expiresAt, blockedSenders and banner must be given");
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
    void ownerSeesTheOwnAccount() throws Exception {
        Account ann = newAccount("premium");

        Answer answer = ann.client().get(ACCOUNT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("id")).isEqualTo(ann.id().toString());
        assertThat(answer.text("email")).endsWith("@home.example");
        assertThat(answer.text("plan")).isEqualTo("premium");
        assertThat(answer.body().path("active").asBoolean()).isTrue();
        assertThat(answer.body().path("verified").asBoolean()).isTrue();
        assertThat(answer.body().path("settings").toString())
                .isEqualTo(
                        "{\"dropSpam\":false,\"quarantine\":\"warn\",\"blockedSenders\":[],\"banner\":true,\"removeTrackers\":false,\"locale\":\"en\",\"pgpKey\":null,\"replyName\":null,\"sealedReplies\":false,\"holdDropped\":false}");
        assertThat(answer.body().path("limits").toString())
                .isEqualTo(
                        "{\"forwards\":1000,\"bytes\":1000000000,\"replies\":100,\"aliases\":100}");
        assertThat(answer.body().path("suspensions").toString()).isEqualTo("[]");
        assertThat(answer.body().path("totals").path("forwarded").isNumber()).isTrue();
        assertThat(admin.get(ACCOUNTS + "/" + ann.id()).body()).isEqualTo(answer.body());
    }

    @Test
    void ownerChangesTheSettings() throws Exception {
        ApiClient free = account("free");

        Answer changed =
                free.patch(
                        ACCOUNT,
                        "{\"dropSpam\":true,\"quarantine\":\"drop\",\"blockedSenders\":[\"@Spam.example\"]}");
        Answer later = free.patch(ACCOUNT, "{\"dropSpam\":false}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("settings").toString())
                .startsWith(
                        "{\"dropSpam\":true,\"quarantine\":\"drop\",\"blockedSenders\":[\"spam.example\"],");
        assertThat(later.body().path("settings").toString())
                .startsWith(
                        "{\"dropSpam\":false,\"quarantine\":\"drop\",\"blockedSenders\":[\"spam.example\"],");
        assertThat(free.get(ACCOUNT).body()).isEqualTo(later.body());
    }

    @Test
    void ownerChoosesHowMailAndRepliesLook() throws Exception {
        ApiClient free = account("free");
        String key = OwnersKey.curve25519().armour().strip().replace("\n", "\\n");

        Answer changed =
                free.patch(
                        ACCOUNT,
                        """
                        {
                          "banner": false,
                          "removeTrackers": true,
                          "locale": "de",
                          "pgpKey": "%s\\n",
                          "replyName": " Zoë ",
                          "sealedReplies": true
                        }
                        """
                                .formatted(key));
        Answer later = free.patch(ACCOUNT, "{\"locale\":\"fr\"}");
        Answer cleared = free.patch(ACCOUNT, "{\"pgpKey\":null,\"replyName\":null}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("settings").toString())
                .endsWith(
                        "\"banner\":false,\"removeTrackers\":true,\"locale\":\"de\",\"pgpKey\":\""
                                + key
                                + "\",\"replyName\":\"Zoë\",\"sealedReplies\":true,\"holdDropped\":false}");
        assertThat(later.body().path("settings").path("pgpKey").asText())
                .isEqualTo(key.replace("\\n", "\n"));
        assertThat(later.body().path("settings").path("replyName").asText()).isEqualTo("Zoë");
        assertThat(cleared.body().path("settings").toString())
                .endsWith(
                        "\"banner\":false,\"removeTrackers\":true,\"locale\":\"fr\",\"pgpKey\":null,\"replyName\":null,\"sealedReplies\":true,\"holdDropped\":false}");
        assertThat(free.get(ACCOUNT).body()).isEqualTo(cleared.body());
    }

    @Test
    void everyWishAboutMailAndRepliesIsChecked() throws Exception {
        ApiClient free = account("free");

        invalid(
                free.patch(
                        ACCOUNT,
                        "{\"banner\":null,\"removeTrackers\":\"yes\",\"locale\":\"es\",\"pgpKey\":\"xsBN\",\"replyName\":\"\",\"sealedReplies\":1}"),
                "banner must be true or false",
                "removeTrackers must be true or false",
                "locale must be one of en, de, fr",
                "pgpKey must be an OpenPGP public key, from BEGIN PGP PUBLIC KEY BLOCK to END PGP PUBLIC KEY BLOCK",
                "replyName must have 1 to 60 characters, got 0",
                "sealedReplies must be true or false");
        invalid(
                free.patch(ACCOUNT, "{\"locale\":null,\"pgpKey\":[],\"replyName\":7}"),
                "locale must be text",
                "pgpKey must be text",
                "replyName must be text");
        invalid(
                free.patch(ACCOUNT, "{\"replyName\":\"Ann <ann@home.example>\"}"),
                "replyName must not hold @, <, > or a double quote");
        invalid(
                free.patch(ACCOUNT, "{\"replyName\":\"Ann\\nBcc: all\"}"),
                "replyName must be one line without control characters");
        invalid(
                free.patch(ACCOUNT, "{\"pgpKey\":\"%s\"}".formatted("x".repeat(20_001))),
                "pgpKey must have at most 20000 characters, got 20001");
    }

    @Test
    void everySettingIsChecked() throws Exception {
        ApiClient free = account("free");

        invalid(
                free.patch(
                        ACCOUNT,
                        "{\"dropSpam\":1,\"quarantine\":\"hold\",\"blockedSenders\":{},\"plan\":\"premium\"}"),
                "dropSpam must be true or false",
                "quarantine must be one of warn, drop",
                "blockedSenders must be a list of texts",
                "plan is not known here");
        Answer nothing = free.patch(ACCOUNT, "{}");
        refused(nothing, 400, "invalid_request");
        assertThat(nothing.text("detail"))
                .isEqualTo(
                        "At least one of dropSpam, quarantine, blockedSenders, banner, removeTrackers, locale, pgpKey, replyName, sealedReplies and holdDropped must be given");
    }

    @Test
    void administratorChangesTheStatus() throws Exception {
        Account ann = newAccount("free");
        String path = ACCOUNTS + "/" + ann.id();

        Answer suspended =
                admin.patch(
                        path,
                        "{\"plan\":\"premium\",\"verified\":false,\"suspendedUntil\":\"2999-01-01T00:00:00Z\"}");
        Answer resumed = admin.patch(path, "{\"suspendedUntil\":null}");
        Answer inactive = admin.patch(path, "{\"active\":false}");

        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.text("plan")).isEqualTo("premium");
        assertThat(suspended.body().path("verified").asBoolean(true)).isFalse();
        assertThat(suspended.text("suspendedUntil")).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(suspended.body().path("suspensions").toString())
                .isEqualTo(
                        "[{\"what\":\"account_suspended\",\"until\":\"2999-01-01T00:00:00Z\",\"reason\":null}]");
        assertThat(resumed.body().path("suspendedUntil").isNull()).isTrue();
        assertThat(resumed.text("plan")).isEqualTo("premium");
        assertThat(inactive.body().path("active").asBoolean(true)).isFalse();
        refused(ann.client().get(ACCOUNT), 403, "account_inactive");
    }

    @Test
    void everyFieldOfTheStatusIsChecked() throws Exception {
        String path = ACCOUNTS + "/" + newAccount("free").id();

        invalid(
                admin.patch(
                        path,
                        "{\"plan\":\"gold\",\"active\":null,\"verified\":\"yes\",\"admin\":1,\"suspendedUntil\":\"soon\",\"suspensionReason\":\"\",\"dropSpam\":true}"),
                "plan must be one of free, premium",
                "active must be true or false",
                "verified must be true or false",
                "admin must be true or false",
                "suspendedUntil must be an instant such as 2026-01-05T12:00:00Z",
                "suspensionReason must have 1 to 200 characters, got 0",
                "dropSpam is not known here");
        refused(admin.patch(path, "{}"), 400, "invalid_request");
    }

    @Test
    void accountThatNeverWasIsNotFound() throws Exception {
        for (String id : List.of(UUID.randomUUID().toString(), "no-id")) {
            refused(admin.get(ACCOUNTS + "/" + id), 404, "account_not_found");
            refused(
                    admin.patch(ACCOUNTS + "/" + id, "{\"active\":false}"),
                    404,
                    "account_not_found");
        }
    }

    @Test
    void everyAccountRouteIsForWhomItIs() throws Exception {
        Account ann = newAccount("free");
        String path = ACCOUNTS + "/" + ann.id();

        refused(ann.client().get(path), 403, "forbidden");
        refused(ann.client().patch(path, "{\"plan\":\"premium\"}"), 403, "forbidden");
        refused(nobody.get(path), 401, "unauthenticated");
        refused(nobody.patch(path, "{}"), 401, "unauthenticated");
        refused(nobody.get(ACCOUNT), 401, "unauthenticated");
        refused(nobody.patch(ACCOUNT, "{}"), 401, "unauthenticated");
        refused(admin.get(ACCOUNT), 403, "forbidden");
    }

    @Test
    void premiumOwnerClaimsASubdomain() throws Exception {
        ApiClient premium = account("premium");

        Answer claimed = premium.post(DOMAINS, "{\"name\":\" Jane \"}");

        assertThat(claimed.status()).isEqualTo(201);
        assertThat(claimed.text("host")).isEqualTo("jane.relay.localhost");
        assertThat(claimed.text("kind")).isEqualTo("subdomain");
        assertThat(claimed.body().path("verified").asBoolean()).isTrue();
        assertThat(claimed.body().path("catchAll").asBoolean()).isTrue();
        assertThat(claimed.text("createdAt")).matches("\\d{4}-.*Z");
        assertThat(claimed.header("Location")).isEqualTo(DOMAINS + "/jane.relay.localhost");
        assertThat(premium.post(ALIASES, named("shop", "jane.relay.localhost")).status())
                .isEqualTo(201);
        refused(premium.post(DOMAINS, "{\"name\":\"other\"}"), 409, "subdomain_claimed");
        refused(account("premium").post(DOMAINS, "{\"name\":\"JANE\"}"), 409, "domain_unavailable");
    }

    @Test
    void everyNameOfASubdomainIsChecked() throws Exception {
        ApiClient premium = account("premium");

        refused(account("free").post(DOMAINS, "{\"name\":\"joe\"}"), 403, "premium_required");
        invalid(premium.post(DOMAINS, "{}"), "name is required");
        invalid(premium.post(DOMAINS, "{\"name\":\"mail\"}"), "name must not be a reserved name");
        invalid(
                premium.post(DOMAINS, "{\"name\":\"pure-shit\"}"),
                "name must not be an offensive name");
        invalid(
                premium.post(DOMAINS, "{\"name\":\"a.b\",\"catchAll\":true}"),
                "name must be 1 to 63 of a-z, 0-9 and hyphen, with a letter or digit at both ends and no two hyphens as third and fourth character",
                "catchAll is not known here");
    }

    @Test
    void ownerListsDomainsAndSwitchesCatchAll() throws Exception {
        // Given
        Account ann = newAccount("premium");
        ann.client().post(DOMAINS, "{\"name\":\"lists\"}");
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind) VALUES ('brought.example', ?, 'own')",
                ann.id());

        // When
        Answer first = ann.client().get(DOMAINS + "?limit=1");
        Answer second = ann.client().get(DOMAINS + "?limit=1&cursor=" + first.text("next"));
        Answer changed =
                ann.client().patch(DOMAINS + "/Lists.Relay.LocalHost.", "{\"catchAll\":false}");

        // Then
        JsonNode brought = first.body().path("items").path(0);
        assertThat(brought.path("host").asText()).isEqualTo("brought.example");
        assertThat(brought.path("kind").asText()).isEqualTo("own");
        assertThat(brought.path("verified").asBoolean(true)).isFalse();
        assertThat(second.body().path("items").path(0).path("host").asText())
                .isEqualTo("lists.relay.localhost");
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("catchAll").asBoolean(true)).isFalse();
        assertThat(ann.client().get(DOMAINS).body().path("items").path(1))
                .isEqualTo(changed.body());
    }

    @Test
    void everyDomainRequestIsChecked() throws Exception {
        ApiClient premium = account("premium");
        premium.post(DOMAINS, "{\"name\":\"checked\"}");
        String path = DOMAINS + "/checked.relay.localhost";

        invalid(premium.patch(path, "{}"), "catchAll is required");
        invalid(premium.patch(path, "{\"catchAll\":null}"), "catchAll must be true or false");
        invalid(
                premium.patch(path, "{\"catchAll\":true,\"verified\":true}"),
                "verified is not known here");
        invalid(premium.get(DOMAINS + "?limit=0"), "limit must be a whole number from 1 to 100");
        invalid(premium.get(DOMAINS + "?cursor=-"), "cursor must be the next of an earlier answer");
    }

    @Test
    void strangersDomainAndNoDomainGetTheSameAnswer() throws Exception {
        account("premium").post(DOMAINS, "{\"name\":\"foreign\"}");
        ApiClient stranger = account("premium");

        for (String host : List.of("foreign.relay.localhost", "never.example", "no%20host")) {
            refused(
                    stranger.patch(DOMAINS + "/" + host, "{\"catchAll\":false}"),
                    404,
                    "domain_not_found");
        }
        assertThat(stranger.get(DOMAINS).response().body())
                .isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void everyDomainRouteNeedsATokenOfAnAccount() throws Exception {
        String path = DOMAINS + "/jane.relay.localhost";

        refused(nobody.get(DOMAINS), 401, "unauthenticated");
        refused(nobody.post(DOMAINS, "{}"), 401, "unauthenticated");
        refused(nobody.patch(path, "{}"), 401, "unauthenticated");
        refused(admin.get(DOMAINS), 403, "forbidden");
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
    void oneClickSwitchesAnAliasOff() throws Exception {
        ApiClient ann = account("free");
        Answer alias = ann.post(ALIASES, RANDOM);
        String link = unsubscribe(alias.text("id"));

        HttpResponse<String> question = page("GET", link, "");
        assertThat(question.statusCode()).isEqualTo(200);
        assertThat(question.body()).contains(alias.text("address"), "<form method=\"post\">");
        assertThat(page("POST", link, "").statusCode()).isEqualTo(400);
        assertThat(enabled(ann, alias)).isTrue();

        HttpResponse<String> done = page("POST", link, ONE_CLICK);
        Answer off = ann.get(ALIASES + "/" + alias.text("id"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("../#alias=" + alias.text("address").replace("@", "%40"));
        assertThat(enabled(ann, alias)).isFalse();

        assertThat(page("POST", link, ONE_CLICK).statusCode()).isEqualTo(200);
        assertThat(ann.get(ALIASES + "/" + alias.text("id")).body()).isEqualTo(off.body());

        ann.patch(ALIASES + "/" + alias.text("id"), "{\"enabled\":true}");
        page("GET", link, "");
        assertThat(enabled(ann, alias)).isTrue();
    }

    @Test
    void linkThatIsForgedAndLinkToAnAliasThatIsGoneGetTheSameAnswer() throws Exception {
        ApiClient ann = account("free");
        Answer alias = ann.post(ALIASES, RANDOM);
        String genuine = unsubscribe(alias.text("id"));
        char last = genuine.charAt(genuine.length() - 1);
        String forged = genuine.substring(0, genuine.length() - 1) + (last == '7' ? '8' : '7');
        String never = unsubscribe(UUID.randomUUID().toString());

        for (String method : List.of("GET", "POST")) {
            HttpResponse<String> absent = page(method, never, ONE_CLICK);
            assertThat(absent.statusCode()).isEqualTo(404);
            for (String link : List.of(forged, "/unsubscribe/" + alias.text("id"))) {
                HttpResponse<String> answer = page(method, link, ONE_CLICK);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).isEqualTo(absent.body());
            }
        }
        assertThat(enabled(ann, alias)).isTrue();

        ann.delete(ALIASES + "/" + alias.text("id"));
        assertThat(page("POST", genuine, ONE_CLICK).statusCode()).isEqualTo(404);
    }

    @Test
    void largeMailIsFetchedByItsLinkWhileItIsThere() throws Exception {
        String mail = "From: jane@shop.example\r\n\r\n" + "x".repeat(5_000_000);
        Files.writeString(bucket.resolve("large"), mail);
        String link =
                "/mail/"
                        + new MailLinks("a-key-for-tests-only")
                                .token("relay-mail", "large", Instant.now());

        for (int round = 0; round < 20; round++) {
            assertThat(page("HEAD", link, "").statusCode()).isEqualTo(200);
        }
        assertThat(page("GET", link, "").body()).isEqualTo(mail);

        Files.delete(bucket.resolve("large"));
        assertThat(page("GET", link, "").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownPathAndWrongMethodAreProblems() throws Exception {
        refused(nobody.get("/api/v2/aliases"), 404, "not_found");
        refused(nobody.get("/nothing"), 404, "not_found");
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

        assertThat(management("/__heartbeat__"))
                .contains("\"postgres\":\"ok\"", "\"projector\":\"ok\"");
        assertThat(management("/metrics"))
                .contains(
                        "relay_api_requests_seconds_count{answer=\"client_error\"}",
                        "relay_projector_lag");
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

    private static String blocking(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"%d.example\""::formatted)
                .collect(Collectors.joining(",", "{\"blockedSenders\":[", "]}"));
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

    private static String unsubscribe(String aliasId) {
        return "/unsubscribe/" + new UnsubscribeLinks("a-key-for-tests-only").token(aliasId);
    }

    /// As a browser or a mail program asks, without a token of the API.
    private HttpResponse<String> page(String method, String path, String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path)))
                        .method(method, BodyPublishers.ofString(form))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean enabled(ApiClient owner, Answer alias) throws Exception {
        return owner.get(ALIASES + "/" + alias.text("id")).body().path("enabled").asBoolean();
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
