package io.relaystream.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.api.webhook.WebhookSecret;
import io.relaystream.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks from the request that makes one to the post that a server receives.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class WebhooksIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final Duration SOON = Duration.ofSeconds(20);

    /// What was posted.
    private record Received(String path, String delivery, String signature, String body) {
        JsonNode json() throws IOException {
            return new JsonMapper().readTree(body);
        }
    }

    private record Account(UUID id, ApiClient client) {}

    private final TestDatabase postgres;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;
    private final HttpServer receiver;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    /// What the paths below `/once/` have answered.
    private final Set<String> refusedOnce = new HashSet<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    WebhooksIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api = Api.start(TestSettings.of(postgres, kafka, Map.of()));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(task -> Thread.ofVirtual().start(task));
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    @AfterAll
    void close() {
        closing.countDown();
        http.close();
        api.close();
        receiver.stop(0);
        postgres.close();
    }

    @Test
    void webhookIsMadeShownChangedAndDeleted() throws Exception {
        ApiClient ann = newAccount().client();

        Answer made = ann.post(WEBHOOKS, wanted("/a", "message.failed", "message.dropped"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("url")).isEqualTo(url("/a"));
        assertThat(made.body().path("events").toString())
                .isEqualTo("[\"message.dropped\",\"message.failed\"]");
        assertThat(made.body().path("enabled").asBoolean()).isTrue();
        assertThat(made.text("createdAt")).matches("\\d{4}-.*Z");
        assertThat(made.text("secret")).matches("whsec_[A-Za-z0-9_-]{43}");
        String path = WEBHOOKS + "/" + made.text("id");
        assertThat(made.header("Location")).isEqualTo(path);

        Answer shown = ann.get(path);
        assertThat(shown.body().has("secret")).isFalse();
        assertThat(ann.get(WEBHOOKS).body().path("items").path(0)).isEqualTo(shown.body());

        Answer changed = ann.patch(path, "{\"enabled\":false,\"events\":[\"message.waiting\"]}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("enabled").asBoolean(true)).isFalse();
        assertThat(changed.body().path("events").toString()).isEqualTo("[\"message.waiting\"]");
        assertThat(changed.text("url")).isEqualTo(url("/a"));
        refused(ann.post(path + "/test", ""), 409, "webhook_disabled");

        assertThat(ann.delete(path).status()).isEqualTo(204);
        refused(ann.get(path), 404, "webhook_not_found");
    }

    @Test
    void everyFieldIsChecked() throws Exception {
        ApiClient ann = newAccount().client();
        String badUrl =
                "url must be a URL such as https://hooks.example/path with at most 2000 characters, without a user and a #fragment";

        invalid(ann.post(WEBHOOKS, "{}"), "url is required", "events is required");
        invalid(
                ann.post(WEBHOOKS, "{\"url\":\"hooks\",\"events\":[],\"secret\":\"mine\"}"),
                badUrl,
                "events must have at least one of message.forwarded, message.dropped, message.failed, message.waiting",
                "secret is not known here");
        invalid(
                ann.post(WEBHOOKS, wanted("/a", "ping")),
                "events must be one of message.forwarded, message.dropped, message.failed, message.waiting");
        String path = WEBHOOKS + "/" + newHook(ann, "/a").text("id");
        refused(ann.patch(path, "{}"), 400, "invalid_request");
        invalid(ann.patch(path, "{\"url\":\"ftp://x/\"}"), badUrl);
        invalid(
                ann.get(path + "/deliveries?cursor=-"),
                "cursor must be the next of an earlier answer");
    }

    @Test
    void privateNetworksAreRefusedWhenAWebhookIsMade() throws Exception {
        ApiClient ann = newAccount().client();

        for (String url :
                List.of(
                        "https://10.0.0.1/",
                        "https://[fd00::1]/",
                        "https://169.254.169.254/latest/meta-data",
                        "https://nobody.invalid/")) {
            invalid(
                    ann.post(WEBHOOKS, wantedAt(url)),
                    "url must have a host that the whole Internet can reach");
        }
        invalid(ann.post(WEBHOOKS, wantedAt("http://1.1.1.1/")), "url must begin with https://");
    }

    @Test
    void tenWebhooksAreEnough() throws Exception {
        ApiClient ann = newAccount().client();
        for (int i = 0; i < 10; i++) {
            newHook(ann, "/a");
        }

        refused(ann.post(WEBHOOKS, wanted("/a", "message.failed")), 403, "webhook_limit_reached");
        Answer page = ann.get(WEBHOOKS + "?limit=6");
        Answer rest = ann.get(WEBHOOKS + "?limit=6&cursor=" + page.text("next"));
        assertThat(page.body().path("items")).hasSize(6);
        assertThat(rest.body().path("items")).hasSize(4);
        assertThat(rest.body().path("next").isNull()).isTrue();
    }

    @Test
    void strangersWebhookAndNoWebhookGetTheSameAnswer() throws Exception {
        ApiClient owner = newAccount().client();
        String foreign = newHook(owner, "/foreign").text("id");
        ApiClient stranger = newAccount().client();

        String absent = stranger.get(WEBHOOKS + "/" + UUID.randomUUID()).response().body();
        for (String id : List.of(foreign, UUID.randomUUID().toString(), "no-id")) {
            String path = WEBHOOKS + "/" + id;
            for (Answer answer :
                    List.of(
                            stranger.get(path),
                            stranger.patch(path, "{\"enabled\":false}"),
                            stranger.delete(path),
                            stranger.get(path + "/deliveries"),
                            stranger.post(path + "/test", ""))) {
                refused(answer, 404, "webhook_not_found");
                assertThat(answer.response().body()).isEqualTo(absent);
            }
        }
        assertThat(owner.get(WEBHOOKS + "/" + foreign).status()).isEqualTo(200);
    }

    @Test
    void everyRouteNeedsATokenOfAnAccount() throws Exception {
        String path = WEBHOOKS + "/" + UUID.randomUUID();
        ApiClient nobody = admin.with("");

        refused(nobody.get(WEBHOOKS), 401, "unauthenticated");
        refused(nobody.post(WEBHOOKS, "{}"), 401, "unauthenticated");
        refused(nobody.get(path), 401, "unauthenticated");
        refused(nobody.patch(path, "{}"), 401, "unauthenticated");
        refused(nobody.delete(path), 401, "unauthenticated");
        refused(nobody.get(path + "/deliveries"), 401, "unauthenticated");
        refused(nobody.post(path + "/test", ""), 401, "unauthenticated");
        refused(admin.get(WEBHOOKS), 403, "forbidden");
    }

    @Test
    void messageIsPostedWithASignatureThatVerifies() throws Exception {
        Account ann = newAccount();
        Answer hook = newHook(ann.client(), "/signed");
        String message = postgres.newMessage(ann.id(), "ended", "dropped");

        postgres.tell(message);

        Received post = received("/signed");
        Answer told = deliveries(ann.client(), hook, "delivered");
        JsonNode delivery = told.body().path("items").path(0);
        assertThat(delivery.path("id").asText()).isEqualTo(post.delivery());
        assertThat(delivery.path("event").asText()).isEqualTo("message.dropped");
        assertThat(delivery.path("message").asText()).isEqualTo(message);
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("lastStatus").asInt()).isEqualTo(204);
        assertThat(delivery.path("lastError").isNull()).isTrue();
        assertThat(delivery.path("deliveredAt").asText()).matches("\\d{4}-.*Z");
        assertThat(post.json().path("id").asText()).isEqualTo(post.delivery());
        assertThat(post.json().path("message").path("id").asText()).isEqualTo(message);
        long at = Long.parseLong(post.signature().replaceAll("t=(\\d+),.*", "$1"));
        assertThat(Instant.ofEpochSecond(at))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(post.signature())
                .isEqualTo(
                        new WebhookSecret(hook.text("secret"))
                                .signature(Instant.ofEpochSecond(at), post.body()));
    }

    @Test
    void pingTriesTheWebhook() throws Exception {
        ApiClient ann = newAccount().client();
        Answer hook = newHook(ann, "/ping");

        Answer ping = ann.post(WEBHOOKS + "/" + hook.text("id") + "/test", "");

        assertThat(ping.status()).isEqualTo(202);
        Received post = received("/ping");
        assertThat(post.delivery()).isEqualTo(ping.text("id"));
        assertThat(post.json().path("event").asText()).isEqualTo("ping");
        assertThat(post.json()).hasSize(3);
    }

    @Test
    void whatIsNotTakenIsPostedAgainAMinuteLater() throws Exception {
        Account ann = newAccount();
        Answer hook = newHook(ann.client(), "/once/retried");
        postgres.tell(postgres.newMessage(ann.id(), "ended", "forwarded"));

        received("/once/retried");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(first(ann, hook).path("attempts").asInt()).isOne());
        JsonNode failed = first(ann, hook);
        assertThat(failed.path("state").asText()).isEqualTo("pending");
        assertThat(failed.path("lastStatus").asInt()).isEqualTo(500);
        assertThat(failed.path("lastError").asText()).isEqualTo("status");
        assertThat(Instant.parse(failed.path("nextAttemptAt").asText()))
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(60));

        postgres.execute("UPDATE webhook_delivery SET next_attempt_at = now() WHERE attempts = 1");

        Answer told = deliveries(ann.client(), hook, "delivered");
        assertThat(told.body().path("items").path(0).path("attempts").asInt()).isEqualTo(2);
        assertThat(received.stream().filter(post -> post.path().equals("/once/retried")))
                .hasSize(2)
                .extracting(Received::delivery)
                .containsOnly(failed.path("id").asText());
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        Account ann = newAccount();
        Answer hook = newHook(ann.client(), "/redirect");
        postgres.tell(postgres.newMessage(ann.id(), "ended", "forwarded"));

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(first(ann, hook).path("lastStatus").asInt())
                                        .isEqualTo(302));
        assertThat(received).noneMatch(post -> post.path().equals("/elsewhere"));
    }

    /// Its name may have led elsewhere when the webhook was made.
    @Test
    void privateNetworksAreRefusedAtEachPost() throws Exception {
        Account ann = newAccount();
        Answer hook = newHook(ann.client(), "/a");
        postgres.execute(
                "UPDATE webhook SET url = 'https://10.0.0.1/' WHERE id = ?",
                UUID.fromString(hook.text("id")));
        postgres.tell(postgres.newMessage(ann.id(), "ended", "forwarded"));

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(first(ann, hook).path("lastError").asText())
                                        .isEqualTo("host_not_public"));
        assertThat(first(ann, hook).path("lastStatus").isNull()).isTrue();
    }

    @Test
    void slowReceiverHoldsNobodyBack() throws Exception {
        Account slow = newAccount();
        newHook(slow.client(), "/slow");
        for (int i = 0; i < 10; i++) {
            postgres.tell(postgres.newMessage(slow.id(), "ended", "forwarded"));
        }
        await().atMost(SOON).until(() -> waiting.get() == 2);
        Account quick = newAccount();
        newHook(quick.client(), "/quick");

        postgres.tell(postgres.newMessage(quick.id(), "ended", "forwarded"));

        received("/quick");
        // Two at once, and two that it has just given up.
        assertThat(mostWaiting.get()).isBetween(2, 4);
    }

    private JsonNode first(Account account, Answer hook) throws Exception {
        return account.client()
                .get(WEBHOOKS + "/" + hook.text("id") + "/deliveries")
                .body()
                .path("items")
                .path(0);
    }

    /// Waits until the newest delivery is in this state.
    private static Answer deliveries(ApiClient client, Answer hook, String state) {
        List<Answer> last = new ArrayList<>();
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            Answer answer =
                                    client.get(WEBHOOKS + "/" + hook.text("id") + "/deliveries");
                            assertThat(answer.body().path("items").path(0).path("state").asText())
                                    .isEqualTo(state);
                            last.add(answer);
                        });
        return last.getLast();
    }

    private Received received(String path) {
        await().atMost(SOON).until(() -> received.stream().anyMatch(at(path)));
        return received.stream().filter(at(path)).findFirst().orElseThrow();
    }

    private static Predicate<Received> at(String path) {
        return post -> post.path().equals(path);
    }

    private Answer newHook(ApiClient client, String path) throws Exception {
        Answer made = client.post(WEBHOOKS, wanted(path, "message.forwarded", "message.dropped"));
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private String wanted(String path, String... events) {
        return "{\"url\":\"%s\",\"events\":[\"%s\"]}"
                .formatted(url(path), String.join("\",\"", events));
    }

    private static String wantedAt(String url) {
        return "{\"url\":\"%s\",\"events\":[\"message.failed\"]}".formatted(url);
    }

    private String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(receiver.getAddress().getPort(), path);
    }

    private Account newAccount() throws Exception {
        Answer answer =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s@home.example\",\"plan\":\"free\"}"
                                .formatted(UUID.randomUUID()));
        return new Account(UUID.fromString(answer.text("id")), admin.with(answer.text("token")));
    }

    private void receive(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            received.add(
                    new Received(
                            path,
                            exchange.getRequestHeaders().getFirst("Relaystream-Delivery"),
                            exchange.getRequestHeaders().getFirst("Relaystream-Signature"),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            if (path.equals("/slow")) {
                neverAnswer();
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status(path), -1);
        }
    }

    private synchronized int status(String path) {
        if (path.equals("/redirect")) {
            return 302;
        }
        return path.startsWith("/once/") && refusedOnce.add(path) ? 500 : 204;
    }

    /// Until the poster has had enough.
    private void neverAnswer() {
        mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        try {
            if (closing.await(6, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
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
