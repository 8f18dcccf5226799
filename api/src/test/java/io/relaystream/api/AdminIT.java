package io.relaystream.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.kafka.ClientProperties;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What operators see and do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class AdminIT {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String ADMIN = "/api/v1/admin";
    private static final String DEAD_LETTERS = ADMIN + "/dead-letters";
    private final TestDatabase postgres;
    private final EmbeddedKafka kafka;
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiClient admin;

    AdminIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        this.kafka = kafka;
        postgres = new TestDatabase(directory.resolve("postgres"));
        api = Api.start(TestSettings.of(postgres, kafka, Map.of()));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        postgres.execute("DELETE FROM account");
        postgres.execute("DELETE FROM message");
    }

    @Test
    void everyRouteIsForAdministratorsOnly() throws Exception {
        ApiClient nobody = admin.with("");
        ApiClient owner =
                admin.with(
                        admin.post(ACCOUNTS, "{\"email\":\"ann@home.example\",\"plan\":\"free\"}")
                                .text("token"));

        for (String path :
                List.of(
                        ACCOUNTS,
                        ADMIN + "/messages?messageId=1",
                        ADMIN + "/ledger",
                        ADMIN + "/overview",
                        DEAD_LETTERS,
                        DEAD_LETTERS + "/0-0")) {
            refused(nobody.get(path), 401, "unauthenticated");
            refused(owner.get(path), 403, "forbidden");
        }
        refused(nobody.post(DEAD_LETTERS + "/0-0/redrive", ""), 401, "unauthenticated");
        refused(owner.post(DEAD_LETTERS + "/0-0/redrive", ""), 403, "forbidden");
    }

    @Test
    void accountsAreFoundByAddressIdAndPlan() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");
        UUID joe = newAccount("joe@home.example", "premium");
        UUID sue = newAccount("sue@work.example", "premium");

        assertThat(ids(admin.get(ACCOUNTS))).containsExactly(sue, joe, ann);
        assertThat(ids(admin.get(ACCOUNTS + "?q=HOME.ex"))).containsExactly(joe, ann);
        assertThat(ids(admin.get(ACCOUNTS + "?q=home.ex&plan=premium"))).containsExactly(joe);
        assertThat(ids(admin.get(ACCOUNTS + "?q=" + sue))).containsExactly(sue);
        assertThat(ids(admin.get(ACCOUNTS + "?q=%25"))).isEmpty();
        Answer page = admin.get(ACCOUNTS + "?limit=2");
        assertThat(ids(page)).containsExactly(sue, joe);
        assertThat(ids(admin.get(ACCOUNTS + "?limit=2&cursor=" + page.text("next"))))
                .containsExactly(ann);
        refused(admin.get(ACCOUNTS + "?plan=gold"), 400, "invalid_request");
        refused(admin.get(ACCOUNTS + "?q=%00"), 400, "invalid_request");
    }

    @Test
    void accountInTheListShowsItsStanding() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");
        postgres.execute(
                "UPDATE account SET suspended_until = '2099-01-01Z', suspension_reason = 'spam', admin = true WHERE id = ?",
                ann);

        JsonNode item = admin.get(ACCOUNTS).body().path("items").path(0);

        assertThat(item.path("email").asText()).isEqualTo("ann@home.example");
        assertThat(item.path("plan").asText()).isEqualTo("free");
        assertThat(item.path("active").asBoolean()).isTrue();
        assertThat(item.path("verified").asBoolean()).isTrue();
        assertThat(item.path("admin").asBoolean()).isTrue();
        assertThat(item.path("suspendedUntil").asText()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(item.path("suspensionReason").asText()).isEqualTo("spam");
        assertThat(item.path("createdAt").asText()).matches("\\d{4}-.*Z");
    }

    @Test
    void mailIsFoundByItsMessageIdWithoutAddresses() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");
        String mail = postgres.newMessage(ann, "ended", "dropped");
        postgres.execute(
                "UPDATE message SET message_id = '<1@x>', reason = 'spam', rule = 'spam_rule', accept_ms = 12, size_bytes = 345 WHERE delivery_id = ?",
                mail);

        Answer found = admin.get(ADMIN + "/messages?messageId=%3C1@x%3E");

        JsonNode item = found.body().path("items").path(0);
        assertThat(item.path("id").asText()).isEqualTo(mail);
        assertThat(item.path("messageId").asText()).isEqualTo("<1@x>");
        assertThat(item.path("accountId").asText()).isEqualTo(ann.toString());
        assertThat(item.path("kind").asText()).isEqualTo("mail");
        assertThat(item.path("outcome").asText()).isEqualTo("dropped");
        assertThat(item.path("reason").asText()).isEqualTo("spam");
        assertThat(item.path("rule").asText()).isEqualTo("spam_rule");
        assertThat(item.path("sizeBytes").asLong()).isEqualTo(345);
        assertThat(item.path("stages").toString()).isEqualTo("[{\"stage\":\"accept\",\"ms\":12}]");
        assertThat(found.response().body()).doesNotContain("home.example", "shop.example");
        assertThat(admin.get(ADMIN + "/messages?messageId=other").body().path("items")).isEmpty();
        refused(admin.get(ADMIN + "/messages"), 400, "invalid_request");
    }

    @Test
    void ledgerShowsWhatWaitsOldestFirst() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");
        String newest = postgres.newMessage(ann, "waiting", "");
        String oldest = postgres.newMessage(ann, "waiting", "");
        String queued = postgres.newMessage(ann, "queued", "");
        postgres.newMessage(ann, "ended", "forwarded");
        postgres.newMessage(ann, "ended", "");
        postgres.execute(
                """
                UPDATE message SET received_at = now() - interval '1 hour', as_of = now(),
                    attempts = 2, reason = 'mailbox_full', next_attempt_at = now()
                WHERE delivery_id = ?
                """,
                oldest);

        Answer all = admin.get(ADMIN + "/ledger");
        Answer waiting = admin.get(ADMIN + "/ledger?state=waiting&limit=1");
        Answer rest =
                admin.get(ADMIN + "/ledger?state=waiting&limit=1&cursor=" + waiting.text("next"));

        assertThat(all.body().path("counts").toString())
                .isEqualTo("{\"queued\":1,\"waiting\":2,\"in_doubt\":0,\"postponed\":0}");
        assertThat(texts(all, "id")).hasSize(3).startsWith(oldest).contains(queued);
        JsonNode item = waiting.body().path("items").path(0);
        assertThat(item.path("id").asText()).isEqualTo(oldest);
        assertThat(item.path("state").asText()).isEqualTo("waiting");
        assertThat(item.path("since").asText()).matches("\\d{4}-.*Z");
        assertThat(item.path("reason").asText()).isEqualTo("mailbox_full");
        assertThat(item.path("attempts").asInt()).isEqualTo(2);
        assertThat(item.path("nextAttemptAt").asText()).matches("\\d{4}-.*Z");
        assertThat(texts(rest, "id")).containsExactly(newest);
        assertThat(rest.body().path("next").isNull()).isTrue();
        assertThat(all.response().body()).doesNotContain("home.example", "shop.example");
        refused(admin.get(ADMIN + "/ledger?state=ended"), 400, "invalid_request");
    }

    @Test
    void overviewShowsHowTheWholeGetsOn() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");
        postgres.execute(
                """
                INSERT INTO message (delivery_id, account_id, state, message_id, received_at,
                    outcome, finished_at, reason, attempts, send_ms)
                SELECT md5(i::text), ?, 'ended', i, now(), 'forwarded', now(), 'delivered', 1, i
                FROM generate_series(1, 100) AS i
                """,
                ann);
        postgres.execute(
                "UPDATE message SET reason = 'spam', send_ms = 0 WHERE delivery_id = ?",
                postgres.newMessage(ann, "ended", "dropped"));
        postgres.execute(
                "UPDATE message SET finished_at = now() - interval '25 hours' WHERE delivery_id = ?",
                postgres.newMessage(ann, "ended", "expired"));
        postgres.execute(
                "UPDATE message SET received_at = now() - interval '1 hour' WHERE delivery_id = ?",
                postgres.newMessage(ann, "in_doubt", ""));
        postgres.execute("INSERT INTO cdc_heartbeat VALUES ('cdc', now() - interval '5 seconds')");

        JsonNode overview = admin.get(ADMIN + "/overview").body();

        assertThat(overview.path("at").asText()).matches("\\d{4}-.*Z");
        assertThat(overview.path("tableAgeMs").asLong()).isBetween(5_000L, 60_000L);
        assertThat(overview.path("projectorLag").isNumber()).isTrue();
        assertThat(overview.path("inFlight").toString())
                .isEqualTo("{\"queued\":0,\"waiting\":0,\"in_doubt\":1,\"postponed\":0}");
        assertThat(overview.path("oldestWaitingMs").asLong()).isBetween(3_600_000L, 3_660_000L);
        assertThat(overview.path("deadLetters").isNumber()).isTrue();
        assertThat(overview.path("sampledMails").asLong()).isEqualTo(101);
        assertThat(overview.path("outcomes").toString())
                .isEqualTo(
                        "[{\"outcome\":\"forwarded\",\"reason\":\"delivered\",\"count\":100},{\"outcome\":\"dropped\",\"reason\":\"spam\",\"count\":1}]");
        assertThat(overview.path("stages").toString())
                .isEqualTo("[{\"stage\":\"send\",\"p50Ms\":51,\"p95Ms\":95,\"p99Ms\":99}]");
    }

    @Test
    void overviewOfANewServiceIsEmpty() throws Exception {
        postgres.execute("DELETE FROM cdc_heartbeat");

        JsonNode overview = admin.get(ADMIN + "/overview").body();

        assertThat(overview.path("tableAgeMs").isNull()).isTrue();
        assertThat(overview.path("oldestWaitingMs").isNull()).isTrue();
        assertThat(overview.path("outcomes")).isEmpty();
        assertThat(overview.path("stages")).isEmpty();
    }

    @Test
    void changeOfAnAccountIsWrittenDownWithoutSayingWhose() throws Exception {
        UUID ann = newAccount("ann@home.example", "free");

        List<ILoggingEvent> lines =
                audited(
                        () -> {
                            admin.patch(
                                    ACCOUNTS + "/" + ann,
                                    "{\"plan\":\"premium\",\"suspendedUntil\":\"2099-01-01T00:00:00Z\"}");
                            admin.patch(
                                    ACCOUNTS + "/" + UUID.randomUUID(), "{\"plan\":\"premium\"}");
                        });

        assertThat(lines)
                .singleElement()
                .extracting(ILoggingEvent::getKeyValuePairs)
                .asString()
                .contains(
                        pseudonym(ann),
                        "plan, suspendedUntil",
                        "premium, active, verified, suspended until 2099-01-01T00:00:00Z")
                .doesNotContain("home.example", ann.toString());
    }

    @Test
    void accountAndLinkThatAnAdministratorMakesAreWrittenDownToo() throws Exception {
        String email = "eve@home.example";
        List<Answer> made = new ArrayList<>();

        List<ILoggingEvent> lines =
                audited(
                        () -> {
                            String wanted = "{\"email\":\"eve@home.example\",\"plan\":\"premium\"}";
                            made.add(admin.post(ACCOUNTS, wanted));
                            admin.post(ACCOUNTS, wanted);
                            made.add(admin.post(ACCOUNTS + "/" + email + "/login-link", ""));
                            admin.post(ACCOUNTS + "/" + UUID.randomUUID() + "/login-link", "");
                        });

        String id = made.getFirst().text("id");
        assertThat(lines)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "An administrator made an account and a token for it",
                        "An administrator made a login link to an account");
        assertThat(lines)
                .extracting(line -> line.getKeyValuePairs().toString())
                .allSatisfy(
                        told ->
                                assertThat(told)
                                        .contains(pseudonym(UUID.fromString(id)))
                                        .doesNotContain("home.example", id, "rs_"));
        assertThat(lines.getFirst().getKeyValuePairs().toString()).contains("premium");
    }

    @Test
    void deadLetterIsShownAndGoesBackToItsTopicAsItWas() throws Exception {
        var lost =
                new ProducerRecord<>("mail.dead-letter", "shop@relay.localhost", "{\"a\":\"ä\"}");
        lost.headers().add("trace", "7".getBytes(UTF_8));
        why(lost, "mail.inbound", "3");
        String id = put(lost);

        Answer shown = admin.get(DEAD_LETTERS + "/" + id);
        Answer redriven = admin.post(DEAD_LETTERS + "/" + id + "/redrive", "");

        assertThat(shown.text("id")).isEqualTo(id);
        assertThat(shown.text("topic")).isEqualTo("mail.inbound");
        assertThat(shown.body().path("partition").asInt()).isEqualTo(3);
        assertThat(shown.body().path("offset").asInt()).isEqualTo(42);
        assertThat(shown.text("error")).isEqualTo("java.lang.IllegalStateException");
        assertThat(shown.text("message")).isEqualTo("a defect");
        assertThat(shown.text("stackTrace")).isEqualTo("at Somewhere");
        assertThat(shown.text("key")).isEqualTo("shop@relay.localhost");
        assertThat(shown.text("value")).isEqualTo("{\"a\":\"ä\"}");
        assertThat(shown.body().path("sizeBytes").asInt()).isEqualTo(10);
        assertThat(redriven.status()).isEqualTo(202);
        assertThat(redriven.text("topic")).isEqualTo("mail.waited");
        ConsumerRecord<String, String> again = last("mail.waited", 3);
        assertThat(again.key()).isEqualTo("shop@relay.localhost");
        assertThat(again.value()).isEqualTo("{\"a\":\"ä\"}");
        assertThat(again.headers()).hasSize(1);
        assertThat(again.headers().lastHeader("trace").value()).isEqualTo("7".getBytes(UTF_8));
        refused(admin.post(DEAD_LETTERS + "/" + id + "/redrive", ""), 409, "not_redrivable");
    }

    @Test
    void deadLettersAreNewestFirstAlsoOverTheEndsOfTransactions() throws Exception {
        List<String> put = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put.addFirst(put(new ProducerRecord<>("mail.dead-letter", "key", "value " + i)));
        }

        Answer first = admin.get(DEAD_LETTERS + "?limit=3");
        Answer second = admin.get(DEAD_LETTERS + "?limit=2&cursor=" + first.text("next"));

        assertThat(texts(first, "id")).isEqualTo(put.subList(0, 3));
        assertThat(texts(second, "id")).isEqualTo(put.subList(3, 5));
        JsonNode item = first.body().path("items").path(0);
        assertThat(item.path("key").asText()).isEqualTo("key");
        assertThat(item.path("topic").isNull()).isTrue();
        assertThat(item.has("value")).isFalse();
    }

    @Test
    void recordThatWouldHarmATableOrHasNoWhereToGoStaysWhereItIs() throws Exception {
        for (String topic :
                List.of("alias.state", "mail.dead-letter", "relaystream-internal-changelog")) {
            var lost = new ProducerRecord<>("mail.dead-letter", "key", "value");
            why(lost, topic, "0");

            refused(
                    admin.post(DEAD_LETTERS + "/" + put(lost) + "/redrive", ""),
                    409,
                    "not_redrivable");
        }
        refused(
                admin.post(
                        DEAD_LETTERS
                                + "/"
                                + put(new ProducerRecord<>("mail.dead-letter", "key", "value"))
                                + "/redrive",
                        ""),
                409,
                "not_redrivable");
    }

    @Test
    void deadLetterThatIsNotThereIsNotFound() throws Exception {
        for (String id : List.of("0-999999", "1-0", "x", "0-99999999999999999999")) {
            refused(admin.get(DEAD_LETTERS + "/" + id), 404, "dead_letter_not_found");
            refused(
                    admin.post(DEAD_LETTERS + "/" + id + "/redrive", ""),
                    404,
                    "dead_letter_not_found");
        }
    }

    private UUID newAccount(String email, String plan) throws Exception {
        Answer made =
                admin.post(ACCOUNTS, "{\"email\":\"%s\",\"plan\":\"%s\"}".formatted(email, plan));
        return UUID.fromString(made.text("id"));
    }

    /// What administrators do, as a test does it.
    @FunctionalInterface
    private interface Deeds {
        void run() throws Exception;
    }

    /// @return what the log says of it
    private static List<ILoggingEvent> audited(Deeds deeds) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.relaystream.api.http.Audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            deeds.run();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list;
    }

    private static String pseudonym(UUID account) {
        return new Pseudonyms("a-key-for-tests-only").of(account.toString());
    }

    private static void why(ProducerRecord<String, String> lost, String topic, String partition) {
        Map.of(
                        "topic", topic,
                        "partition", partition,
                        "offset", "42",
                        "exception", "java.lang.IllegalStateException",
                        "message", "a defect",
                        "stacktrace", "at Somewhere")
                .forEach(
                        (name, value) ->
                                lost.headers()
                                        .add("__streams.errors." + name, value.getBytes(UTF_8)));
    }

    /// In a transaction of its own, as Kafka Streams does.
    ///
    /// @return the id of the dead letter
    private String put(ProducerRecord<String, String> record) throws Exception {
        Map<String, Object> properties = ClientProperties.producer(kafka.bootstrapServers());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "admin-it");
        try (Producer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            RecordMetadata at = producer.send(record).get();
            producer.commitTransaction();
            return at.partition() + "-" + at.offset();
        }
    }

    private ConsumerRecord<String, String> last(String topic, int partition) {
        var at = new TopicPartition(topic, partition);
        Map<String, Object> properties =
                ClientProperties.consumer(kafka.bootstrapServers(), "admin-it", "admin-it");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(at));
            consumer.seekToBeginning(List.of(at));
            return consumer.poll(Duration.ofSeconds(10)).records(at).getLast();
        }
    }

    private static List<UUID> ids(Answer list) {
        return texts(list, "id").stream().map(UUID::fromString).toList();
    }

    private static List<String> texts(Answer list, String field) {
        List<String> texts = new ArrayList<>();
        list.body().path("items").forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
