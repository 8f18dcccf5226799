package io.relaystream.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.api.projector.Story;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.log.MailState;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Where is my mail? From the topics to what an owner is shown.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class MessagesIT {
    private static final String MESSAGES = "/api/v1/messages";
    private static final String STATISTICS = "/api/v1/statistics";
    private static final String EVENTS = "/api/v1/events";
    private static final Duration SOON = Duration.ofSeconds(30);

    /// An account with an alias, and a client with its token.
    private record Account(UUID id, UUID alias, ApiClient client) {

        Story story() {
            return Story.of(id, alias);
        }

        String list(String query) throws Exception {
            return client.get(MESSAGES + query).body().path("items").findValuesAsText("id") + "";
        }

        JsonNode only() throws Exception {
            return client.get(MESSAGES).body().path("items").path(0);
        }
    }

    private final TestDatabase postgres;
    private final EmbeddedKafka kafka;
    private final KafkaProducer<String, byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private Api api;

    MessagesIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        this.kafka = kafka;
        api = start();
        producer =
                new KafkaProducer<>(
                        ClientProperties.producer(kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    void close() {
        http.close();
        producer.close();
        api.close();
        postgres.close();
    }

    @Test
    void ownerSeesAMailFromItsDecisionToItsEnd() throws Exception {
        Account ann = account();
        Story story = ann.story();

        send(story.waiting());
        await().atMost(SOON).untilAsserted(() -> assertThat(ann.only().isMissingNode()).isFalse());
        assertThat(ann.only().toString())
                .isEqualTo(
                        """
                        {"id":"%s","alias":"%s","address":"%s@relay.localhost","sender":"jane@shop.example",\
                        "kind":"mail","state":"waiting","outcome":null,"reason":"deferred",\
                        "explanation":"It waits and is tried again by itself: the mail server asked to try again later.",\
                        "receivedAt":"%s","finishedAt":null,"attempts":1,"nextAttemptAt":"%s","maybeDuplicate":false,\
                        "trackersRemoved":0,"sizeBytes":null,"redeliverable":false}"""
                                .formatted(
                                        story.deliveryId(),
                                        ann.alias(),
                                        ann.alias(),
                                        story.receivedAt(),
                                        story.receivedAt().plusSeconds(31)));

        send(story.forwarded());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ann.only().path("state").asText()).isEqualTo("ended"));
        JsonNode whole = ann.client().get(MESSAGES + "/" + story.deliveryId()).body();
        assertThat(whole.path("outcome").asText()).isEqualTo("forwarded");
        assertThat(whole.path("finishedAt").asText())
                .isEqualTo(story.receivedAt().plusSeconds(3).toString());
        assertThat(whole.path("trackersRemoved").asInt()).isEqualTo(2);
        assertThat(whole.path("stages").toString())
                .isEqualTo(
                        """
                        [{"stage":"accept","ms":100},{"stage":"hold","ms":200},{"stage":"decide","ms":300},\
                        {"stage":"deliver","ms":2400},{"stage":"fetch","ms":10},{"stage":"rewrite","ms":20},\
                        {"stage":"send","ms":30}]""");
        assertThat(whole.path("verdicts").toString())
                .isEqualTo(
                        "{\"spam\":\"pass\",\"virus\":\"pass\",\"spf\":\"gray\",\"dkim\":\"pass\",\"dmarc\":\"fail\"}");
        assertThat(whole.path("rules").path(0).toString())
                .isEqualTo(
                        "{\"rule\":\"foreign_address\",\"result\":\"passed\",\"text\":\"The address is one of ours or of an owner.\"}");
        assertThat(whole.path("redelivered").isNull()).isTrue();
    }

    @Test
    void droppedMailIsExplainedRuleByRule() throws Exception {
        Account ann = account();
        Story story = ann.story();
        send(story.dropped(DropReason.ALIAS_DISABLED, "alias_disabled"));
        send(story.logged(MailState.ENDED, 0, null, Duration.ZERO));
        awaitEnded(ann, 1);

        Answer answer = ann.client().get(MESSAGES + "/" + story.deliveryId());

        assertThat(answer.text("explanation")).startsWith("The alias is switched off");
        assertThat(answer.body().path("rules").findValuesAsText("result"))
                .containsSubsequence("passed", "objected", "not_asked");
        assertThat(answer.body().path("redeliverable").asBoolean()).isFalse();
        postgres.execute("UPDATE account SET hold_dropped = true WHERE id = ?", ann.id());
        assertThat(ann.only().path("redeliverable").asBoolean()).isTrue();
    }

    @Test
    void foreignMailIsAsAbsentAsOneThatNeverWas() throws Exception {
        Account ann = account();
        Account eve = account();
        Story story = ann.story();
        send(story.queued());
        await().atMost(SOON).untilAsserted(() -> assertThat(ann.only().isMissingNode()).isFalse());

        Answer foreign = eve.client().get(MESSAGES + "/" + story.deliveryId());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("message_not_found");
        for (String absent : List.of("0".repeat(32), "x", "%27", UUID.randomUUID().toString())) {
            Answer answer = eve.client().get(MESSAGES + "/" + absent);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.response().body()).isEqualTo(foreign.response().body());
        }
        assertThat(eve.list("")).isEqualTo("[]");
        assertThat(eve.list("?alias=" + ann.alias())).isEqualTo("[]");
        assertThat(eve.client().with("").get(MESSAGES).status()).isEqualTo(401);
    }

    @Test
    void listIsNarrowedAndGoesOnWhereThePageBeforeEnded() throws Exception {
        // Given
        Account ann = account();
        Instant start = Instant.parse(Instant.now().toString().substring(0, 19) + "Z");
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stories.add(ann.story().received(start.minusSeconds(i)));
        }
        Story dropped = stories.get(1);
        Story failed = stories.get(2);
        for (Story story : stories) {
            send(story.queued());
        }
        send(dropped.dropped(DropReason.SPAM, "spam_for_opted_out_owner"));
        send(failed.failed(Outcome.REJECTED, DeliveryCode.REFUSED));
        send(stories.get(3).forwarded());
        awaitEnded(ann, 3);

        // Then
        assertThat(ann.list("?outcome=dropped")).isEqualTo(ids(dropped));
        assertThat(ann.list("?reason=refused&alias=" + ann.alias())).isEqualTo(ids(failed));
        assertThat(ann.list("?state=queued")).isEqualTo(ids(stories.get(0), stories.get(4)));
        assertThat(ann.list("?from=%s&to=%s".formatted(start.minusSeconds(2), start)))
                .isEqualTo(ids(dropped, failed));
        assertThat(ann.list("?alias=" + UUID.randomUUID())).isEqualTo("[]");
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ann.client().get(MESSAGES + "?limit=2" + cursor).body();
            all.addAll(page.path("items").findValuesAsText("id"));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());
        assertThat(all + "").isEqualTo(ids(stories.toArray(Story[]::new)));
    }

    @Test
    void filterThatMakesNoSenseIsNamed() throws Exception {
        ApiClient ann = account().client();

        for (String parameter :
                List.of("alias", "outcome", "reason", "state", "from", "to", "limit", "cursor")) {
            Answer answer = ann.get(MESSAGES + "?" + parameter + "=No%00thing");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("errors").findValuesAsText("field"))
                    .containsExactly(parameter);
        }
        for (String query : List.of("per=week", "from=2020-01-01T00:00:00Z", "alias=x")) {
            assertThat(ann.get(STATISTICS + "?" + query).code()).isEqualTo("invalid_request");
        }
        assertThat(ann.get(STATISTICS + "/aliases?days=91").code()).isEqualTo("invalid_request");
    }

    @Test
    void statisticsAreReadyForCharts() throws Exception {
        // Given
        Account ann = account();
        Story forwarded = ann.story();
        Story dropped = ann.story();
        send(forwarded.queued());
        send(forwarded.forwarded());
        send(dropped.queued());
        send(dropped.dropped(DropReason.SENDER_BLOCKED, "sender_blocked"));
        awaitEnded(ann, 2);

        // When
        JsonNode days = ann.client().get(STATISTICS + "?to=" + inAnHour()).body();
        JsonNode hours =
                ann.client()
                        .get(
                                STATISTICS
                                        + "?per=hour&alias=%s&from=%s&to=%s"
                                                .formatted(
                                                        ann.alias(),
                                                        forwarded.receivedAt(),
                                                        inAnHour()))
                        .body();
        JsonNode none = ann.client().get(STATISTICS + "?alias=" + UUID.randomUUID()).body();
        JsonNode aliases = ann.client().get(STATISTICS + "/aliases?days=2").body();

        // Then
        assertThat(days.path("per").asText()).isEqualTo("day");
        assertThat(days.path("items")).hasSizeGreaterThanOrEqualTo(30);
        assertThat(sum(days, "forwarded")).isEqualTo(1);
        assertThat(sum(hours, "blocked")).isEqualTo(1);
        assertThat(sum(hours, "trackersRemoved")).isEqualTo(2);
        assertThat(none.path("items")).hasSize(30);
        assertThat(sum(none, "forwarded")).isZero();
        assertThat(aliases.path("days").asInt()).isEqualTo(2);
        assertThat(aliases.path("items").path(0).path("alias").asText())
                .isEqualTo(ann.alias().toString());
        assertThat(aliases.path("items").path(0).path("forwarded")).hasSize(2);
    }

    @Test
    void ownerWhoLooksIsToldAtOnce() throws Exception {
        Account ann = account();
        Account eve = account();
        Story story = ann.story();
        BlockingQueue<String> seen = listen(ann.client());
        BlockingQueue<String> seenByEve = listen(eve.client());

        send(story.queued());
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("event: message");
        assertThat(seen.poll(30, TimeUnit.SECONDS))
                .startsWith("data: {\"id\":\"" + story.deliveryId())
                .contains("\"state\":\"queued\"");
        send(story.forwarded());
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("event: message");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).contains("\"outcome\":\"forwarded\"");

        postgres.execute("SELECT pg_notify('relaystream', 'account ' || ?)", eve.id().toString());
        assertThat(seenByEve.poll(30, TimeUnit.SECONDS)).isEqualTo("event: account");
        assertThat(seenByEve.poll(30, TimeUnit.SECONDS))
                .isEqualTo("data: {\"id\":\"" + eve.id() + "\"}");
    }

    /// At the next heartbeat.
    @Test
    void streamEndsWithTheRightToListen() throws Exception {
        Account ann = account();
        BlockingQueue<String> seen = listen(ann.client());

        postgres.execute("UPDATE account SET active = false WHERE id = ?", ann.id());

        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void sixthStreamOfAnAccountIsRefused() throws Exception {
        ApiClient ann = account().client();
        for (int i = 0; i < 5; i++) {
            listen(ann);
        }

        Answer sixth = ann.get(EVENTS);

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("rate_limited");
        assertThat(sixth.header("Retry-After")).isEqualTo("15");
    }

    @Test
    void restartChangesNothingAndEndsTheStreams() throws Exception {
        // Given
        Account ann = account();
        Story story = ann.story();
        send(story.queued());
        send(story.forwarded());
        awaitEnded(ann, 1);
        BlockingQueue<String> seen = listen(ann.client());
        String before = state(ann);

        // When
        api.close();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("end");
        postgres.execute("UPDATE projector_position SET next_offset = 0");
        api = start();

        // Then
        Account bob = account();
        send(bob.story().queued());
        await().atMost(SOON).untilAsserted(() -> assertThat(bob.only().isMissingNode()).isFalse());
        assertThat(state(ann)).isEqualTo(before);
    }

    private Api start() throws Exception {
        return Api.start(TestSettings.of(postgres, kafka, Map.of()));
    }

    private Account account() throws Exception {
        ApiClient admin = new ApiClient(http, api.port(), "dev-admin-token");
        Answer made =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s@home.example\",\"plan\":\"free\"}"
                                .formatted(UUID.randomUUID()));
        UUID id = UUID.fromString(made.text("id"));
        UUID alias = UUID.randomUUID();
        postgres.execute(
                "INSERT INTO alias (id, account_id, address, address_hash, kind) VALUES (?, ?, ?, md5(?), 'named')",
                alias,
                id,
                alias + "@relay.localhost",
                alias.toString());
        return new Account(id, alias, admin.with(made.text("token")));
    }

    private void send(LoggedMail mail) throws Exception {
        send(Topics.LOG, mail.accountId(), mail);
    }

    private void send(CanonicalRecord mail) throws Exception {
        send(Topics.CANONICAL, mail.deliveryId(), mail);
    }

    private <V> void send(Topic<V> topic, String key, V value) throws Exception {
        producer.send(
                        new ProducerRecord<>(
                                topic.name(),
                                key,
                                topic.values().serializer().serialize(topic.name(), value)))
                .get(10, TimeUnit.SECONDS);
    }

    private static void awaitEnded(Account account, int mails) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                account.client()
                                                        .get(MESSAGES + "?state=ended")
                                                        .body()
                                                        .path("items"))
                                        .filteredOn(item -> !item.path("outcome").isNull())
                                        .hasSize(mails));
    }

    /// @return the lines of events that come from now on, and at last `end`
    private BlockingQueue<String> listen(ApiClient client) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d%s".formatted(client.port(), EVENTS)))
                        .header("Authorization", "Bearer " + client.token())
                        .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.startVirtualThread(
                () -> {
                    new BufferedReader(new InputStreamReader(response.body(), UTF_8))
                            .lines()
                            .filter(line -> line.startsWith("event:") || line.startsWith("data:"))
                            .forEach(lines::add);
                    lines.add("end");
                });
        return lines;
    }

    private String state(Account account) {
        return postgres.find(
                        """
                        SELECT message::text || message_hour::text FROM message
                        JOIN message_hour USING (account_id) WHERE account_id = ?
                        """,
                        account.id())
                .orElseThrow();
    }

    private static int sum(JsonNode statistics, String field) {
        return statistics.path("items").findValues(field).stream().mapToInt(JsonNode::asInt).sum();
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3_600);
    }

    private static String ids(Story... stories) {
        return List.of(stories).stream().map(Story::deliveryId).toList() + "";
    }
}
