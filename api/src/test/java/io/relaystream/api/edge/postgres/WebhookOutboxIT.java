package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookOutboxIT {
    private static final String ALL =
            "{message.forwarded,message.dropped,message.failed,message.waiting}";
    private final TestDatabase postgres;

    WebhookOutboxIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
    }

    @AfterAll
    void close() {
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ended,     forwarded,       message.forwarded",
        "ended,     dropped,         message.dropped",
        "ended,     rejected,        message.failed",
        "ended,     expired,         message.failed",
        "ended,     content_missing, message.failed",
        "waiting,   '',              message.waiting",
        "in_doubt,  '',              message.waiting",
        "postponed, '',              message.waiting",
        "queued,    forwarded,       message.forwarded",
        "queued,    '',              ''",
        "ended,     '',              ''"
    })
    void tellsWhatHasBecomeOfAMessage(String state, String outcome, String event) {
        UUID account = postgres.newAccount();
        newHook(account, ALL, true);
        String message = postgres.newMessage(account, state, outcome);

        postgres.tell(message);

        assertThat(told(message)).isEqualTo(event);
    }

    @Test
    void tellsWhatTheOwnerSeesOfTheMessage() throws Exception {
        UUID account = postgres.newAccount();
        newHook(account, ALL, true);
        UUID alias = UUID.randomUUID();
        postgres.execute(
                "INSERT INTO alias (id, account_id, address, address_hash, kind) VALUES (?, ?, 'shop@relay.localhost', md5('shop'), 'random')",
                alias,
                account);
        String message = postgres.newMessage(account, "ended", "dropped");
        postgres.execute(
                """
                UPDATE message SET alias_id = ?, reason = 'spam', attempts = 2, reply = true,
                    received_at = '2026-01-05T12:00:00.25+01', next_attempt_at = now(),
                    finished_at = now()
                WHERE delivery_id = ?
                """,
                alias,
                message);

        postgres.tell(message);

        JsonNode body = new JsonMapper().readTree(column("body", message));
        assertThat(body.path("id").asText()).isEqualTo(column("id", message));
        assertThat(body.path("event").asText()).isEqualTo("message.dropped");
        assertThat(Instant.parse(body.path("createdAt").asText())).isNotNull();
        JsonNode item = body.path("message");
        assertThat(item.path("id").asText()).isEqualTo(message);
        assertThat(item.path("alias").asText()).isEqualTo(alias.toString());
        assertThat(item.path("address").asText()).isEqualTo("shop@relay.localhost");
        assertThat(item.path("sender").asText()).isEqualTo("jane@shop.example");
        assertThat(item.path("kind").asText()).isEqualTo("reply");
        assertThat(item.path("state").asText()).isEqualTo("ended");
        assertThat(item.path("outcome").asText()).isEqualTo("dropped");
        assertThat(item.path("reason").asText()).isEqualTo("spam");
        assertThat(item.path("receivedAt").asText()).isEqualTo("2026-01-05T11:00:00.250Z");
        assertThat(Instant.parse(item.path("finishedAt").asText())).isNotNull();
        assertThat(item.path("attempts").asInt()).isEqualTo(2);
        assertThat(item.path("nextAttemptAt").isNull()).isTrue();
        assertThat(item).hasSize(12);
    }

    @Test
    void tellsEachHookWhatItAskedForAndIsSwitchedOnFor() {
        UUID account = postgres.newAccount();
        newHook(account, "{message.dropped}", true);
        newHook(account, "{message.dropped,message.failed}", true);
        newHook(account, "{message.forwarded}", true);
        newHook(account, ALL, false);
        newHook(postgres.newAccount(), ALL, true);
        String message = postgres.newMessage(account, "ended", "dropped");

        postgres.tell(message);

        assertThat(told(message)).isEqualTo("message.dropped,message.dropped");
    }

    @Test
    void tellsEachEventOnceAlsoWhenItIsReplayed() {
        UUID account = postgres.newAccount();
        newHook(account, ALL, true);
        String message = postgres.newMessage(account, "waiting", "");

        postgres.tell(message);
        postgres.tell(message, message);
        postgres.execute(
                "UPDATE message SET state = 'ended', outcome = 'forwarded', finished_at = now() WHERE delivery_id = ?",
                message);
        postgres.tell(message);
        postgres.tell(message);

        assertThat(told(message)).isEqualTo("message.forwarded,message.waiting");
    }

    @Test
    void whatMayHaveBeenToldAndForgottenIsNotToldAgain() {
        UUID account = postgres.newAccount();
        newHook(account, ALL, true);
        String message = postgres.newMessage(account, "ended", "forwarded");
        postgres.execute(
                "UPDATE message SET finished_at = now() - interval '8 days' WHERE delivery_id = ?",
                message);

        postgres.tell(message);

        assertThat(told(message)).isEmpty();
    }

    private void newHook(UUID account, String events, boolean enabled) {
        postgres.execute(
                "INSERT INTO webhook (account_id, url, secret, events, enabled) VALUES (?, 'https://hooks.example', 'whsec_any', ?::text[], ?)",
                account,
                events,
                enabled);
    }

    /// The events, each as often as it is told.
    private String told(String message) {
        return postgres.find(
                        "SELECT coalesce(string_agg(event, ',' ORDER BY event), '') FROM webhook_delivery WHERE message = ?",
                        message)
                .orElseThrow();
    }

    private String column(String name, String message) {
        return postgres.find(
                        "SELECT %s FROM webhook_delivery WHERE message = ?".formatted(name),
                        message)
                .orElseThrow();
    }
}
