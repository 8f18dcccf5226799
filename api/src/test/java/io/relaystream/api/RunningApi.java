package io.relaystream.api;

import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedS3;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A real API between embedded parts, and what its paths can name. What the API cannot be asked to
/// make is put where it would come from: a row, an object, a record.
final class RunningApi implements AutoCloseable {
    private static final String KEY = "a-key-for-tests-only";

    final Api api;
    final TestDatabase postgres;
    final ApiClient admin;
    final ApiClient nobody;
    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final Path bucket;
    private final SecureRandom random = new SecureRandom();

    RunningApi(Path directory, EmbeddedKafka kafka) throws Exception {
        this.kafka = kafka;
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
                                        "RELAY_BEHIND_PROXY", "true",
                                        "RELAY_S3_ENDPOINT", s3.endpoint().toString(),
                                        "RELAY_S3_ACCESS_KEY", "local",
                                        "RELAY_S3_SECRET_KEY", "local-secret")));
        admin = new ApiClient(http, api.port(), "dev-admin-token");
        nobody = admin.with("");
    }

    @Override
    public void close() {
        http.close();
        api.close();
        s3.close();
        postgres.close();
    }

    HttpClient http() {
        return http;
    }

    /// @return one with the premium plan
    Tenant newTenant() throws Exception {
        String email = UUID.randomUUID() + "@home.example";
        Answer answer =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s\",\"plan\":\"premium\"}".formatted(email));
        return new Tenant(
                UUID.fromString(answer.text("id")), email, admin.with(answer.text("token")));
    }

    /// @param scopes as Postgres writes an array
    /// @param expiresAt as SQL
    String token(Tenant tenant, String scopes, String expiresAt) {
        ApiToken token = ApiToken.random(random);
        postgres.execute(
                "INSERT INTO api_token (account_id, token_hash, scopes, expires_at) VALUES (?, ?, '%s', %s)"
                        .formatted(scopes, expiresAt),
                tenant.id(),
                token.hash());
        return token.value();
    }

    /// Makes something that a path can name.
    ///
    /// @param kind the `x-owned` of an operation
    /// @return what stands in the path
    String make(String kind, Tenant owner) throws Exception {
        return switch (kind) {
            case "account" -> owner.id().toString();
            case "alias" ->
                    owner.client().post("/api/v1/aliases", "{\"kind\":\"random\"}").text("id");
            case "domain" -> domain(owner);
            case "token" ->
                    row(
                            "INSERT INTO api_token (account_id, token_hash, scopes, name) VALUES (?, encode(sha256(random()::text::bytea), 'hex'), '{read}', 'Other') RETURNING id",
                            owner.id());
            case "message" ->
                    row(
                            """
                            INSERT INTO message (delivery_id, account_id, alias_id, sender, state, message_id, outcome, reason,
                                attempts, received_at, finished_at, total_ms, accept_ms, decide_ms, size_bytes, spam, virus,
                                spf, dkim, dmarc)
                            VALUES (md5(random()::text), ?, gen_random_uuid(), 'jane@shop.example', 'ended', 'contract-example', 'dropped',
                                'alias_disabled', 0, clock_timestamp(), clock_timestamp(), 12, 3, 4, 2048, 'pass', 'pass', 'pass', 'pass', 'pass')
                            RETURNING delivery_id
                            """,
                            owner.id());
            case "webhook" ->
                    row(
                            "INSERT INTO webhook (account_id, url, secret, events) VALUES (?, 'https://hooks.example/', 'any', '{message.dropped}') RETURNING id",
                            owner.id());
            case "webhook-delivery" -> {
                String webhook =
                        postgres.find(
                                        "SELECT id FROM webhook WHERE account_id = ? ORDER BY created_at DESC LIMIT 1",
                                        owner.id())
                                .orElseThrow();
                yield row(
                        "INSERT INTO webhook_delivery (webhook_id, account_id, event, body, created_at, delivered_at, attempts, last_status) VALUES ('%s', ?, 'message.dropped', '{}', clock_timestamp(), clock_timestamp(), 1, 200) RETURNING id"
                                .formatted(webhook),
                        owner.id());
            }
            case "login-link" -> link("sign_in", owner.email(), "");
            case "email-link" ->
                    link("change_email", UUID.randomUUID() + "@new.example", owner.id().toString());
            case "unsubscribe-link" -> new UnsubscribeLinks(KEY).token(make("alias", owner));
            case "mail-link" -> mailLink();
            case "dead-letter" -> deadLetter();
            default -> throw new IllegalArgumentException("no fixture makes a " + kind);
        };
    }

    /// What [#make] never made.
    static String absent(String kind) {
        String random = UUID.randomUUID().toString();
        return switch (kind) {
            case "domain" -> random + ".example";
            case "message" -> random.replace("-", "");
            case "dead-letter" -> "0-999999999";
            default -> random;
        };
    }

    /// All rows of an owner, in every table that has any. When something was last used may change.
    List<String> rows(Tenant owner) {
        return postgres
                .texts(
                        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id' ORDER BY table_name")
                .stream()
                .map(
                        table ->
                                postgres.find(
                                                "SELECT '%1$s ' || coalesce(string_agg((to_jsonb(t) - 'last_used_at')::text, E'\\n' ORDER BY t::text), '') || (SELECT to_jsonb(account)::text FROM account WHERE id = ?) FROM %1$s t WHERE account_id = ?"
                                                        .formatted(table),
                                                owner.id(),
                                                owner.id())
                                        .orElseThrow())
                .toList();
    }

    /// A cookie that is signed in.
    String session(Tenant owner) {
        ApiToken token = ApiToken.random(random);
        postgres.execute(
                "INSERT INTO session (account_id, token_hash, expires_at) VALUES (?, ?, now() + interval '1 day')",
                owner.id(),
                token.hash());
        return "relaystream_session=" + token.value();
    }

    private String domain(Tenant owner) {
        return row(
                "INSERT INTO domain (host, account_id, kind) VALUES (gen_random_uuid() || '.example', ?, 'own') RETURNING host",
                owner.id());
    }

    /// @param account empty for none
    private String link(String purpose, String email, String account) {
        ApiToken token = ApiToken.random(random);
        postgres.execute(
                "INSERT INTO login_link (token_hash, purpose, email, account_id, expires_at) VALUES (?, ?, ?, nullif(?, '')::uuid, now() + interval '15 minutes')",
                token.hash(),
                purpose,
                email,
                account);
        return token.value();
    }

    private String mailLink() throws IOException {
        String key = UUID.randomUUID().toString();
        Files.writeString(bucket.resolve(key), "Subject: large\r\n\r\nIt is.\r\n");
        return new MailLinks(KEY).token("relay-mail", key, Instant.now());
    }

    /// Of a topic that nobody reads here.
    private String deadLetter() throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("__streams.errors.message", bytes("a defect"));
            headers.add("__streams.errors.exception", bytes("java.lang.IllegalStateException"));
            headers.add("__streams.errors.topic", bytes("mail.rejected-input"));
            headers.add("__streams.errors.partition", bytes("0"));
            headers.add("__streams.errors.offset", bytes("17"));
            RecordMetadata at =
                    producer.send(
                                    new ProducerRecord<>(
                                            "mail.dead-letter",
                                            0,
                                            bytes("key"),
                                            bytes("{}"),
                                            headers))
                            .get();
            return at.partition() + "-" + at.offset();
        }
    }

    private String row(String insertion, UUID account) {
        return postgres.find(insertion, account).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
