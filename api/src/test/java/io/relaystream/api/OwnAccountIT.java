package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.ReceivedMail;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What owners do with their account as a whole: give it another address, take everything along,
/// leave.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class OwnAccountIT {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String EMAIL = ACCOUNT + "/email";
    private static final String EXPORT = ACCOUNT + "/export";
    private static final String ALIASES = "/api/v1/aliases";
    private static final Pattern LINK = Pattern.compile("http\\S+(/email/rs_[\\w-]{43})\r\n");

    private final TestDatabase postgres;
    private final FakeSmtpServer smtp = FakeSmtpServer.start();
    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();

    OwnAccountIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        postgres = new TestDatabase(directory.resolve("postgres"));
        api =
                Api.start(
                        TestSettings.of(
                                postgres,
                                kafka,
                                Map.of("RELAY_SMTP_PORT", String.valueOf(smtp.port()))));
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        smtp.close();
        postgres.close();
    }

    @Test
    void droppedMailIsHeldForWhomeverWantsIt() throws Exception {
        ApiClient ann = newAccount(anyEmail());

        Answer changed = ann.patch(ACCOUNT, "{\"holdDropped\":true}");

        assertThat(changed.body().path("settings").path("holdDropped").asBoolean()).isTrue();
    }

    @Test
    void addressChangesOnceTheNewMailboxIsRead() throws Exception {
        String old = anyEmail();
        String renewed = anyEmail();
        ApiClient ann = newAccount(old);

        Answer asked = ann.post(EMAIL, email(renewed));
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.response().body()).isEqualTo("{\"expiresInMinutes\":15}");
        assertThat(mailTo(old).content())
                .contains("forwarded to another address")
                .doesNotContain(renewed, "/email/rs_");
        String link = link(mailTo(renewed));
        assertThat(ann.get(ACCOUNT).text("email")).isEqualTo(old);

        Answer confirmed = nobody().post(link, "");

        assertThat(confirmed.status()).isEqualTo(303);
        assertThat(confirmed.header("Location")).isEqualTo("/");
        assertThat(confirmed.header("Set-Cookie")).isEmpty();
        assertThat(ann.get(ACCOUNT).text("email")).isEqualTo(renewed);
        assertThat(nobody().post(link, "").status()).isEqualTo(410);
        assertThat(nobody().post("/email/x", "").status()).isEqualTo(410);
    }

    @Test
    void scannerOfMailThatOpensTheLinkConfirmsNothing() throws Exception {
        String old = anyEmail();
        String renewed = anyEmail();
        ApiClient ann = newAccount(old);
        ann.post(EMAIL, email(renewed));
        String link = link(mailTo(renewed));

        Answer page = nobody().get(link);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("form-action 'self'");
        assertThat(page.response().body())
                .contains("<form method=\"post\">", "<button>")
                .doesNotContain(renewed, old)
                .as("the same for a link that is none")
                .isEqualTo(nobody().get("/email/x").response().body());
        assertThat(nobody().send("HEAD", link, "").status()).isEqualTo(200);
        assertThat(ann.get(ACCOUNT).text("email")).isEqualTo(old);
        assertThat(nobody().post(link, "").status()).as("nothing is used up").isEqualTo(303);
    }

    @Test
    void takenAddressIsToldToItsReaderOnly() throws Exception {
        String mine = anyEmail();
        String theirs = anyEmail();
        ApiClient ann = newAccount(mine);
        newAccount(theirs);

        Answer taken = ann.post(EMAIL, email(theirs));
        Answer free = ann.post(EMAIL, email(anyEmail()));

        assertThat(taken.status()).isEqualTo(free.status()).isEqualTo(202);
        assertThat(taken.response().body()).isEqualTo(free.response().body());
        Answer confirmed = nobody().post(link(mailTo(theirs)), "");
        assertThat(confirmed.status()).isEqualTo(409);
        assertThat(confirmed.header("Content-Type")).startsWith("text/html");
        assertThat(ann.get(ACCOUNT).text("email")).isEqualTo(mine);
    }

    @Test
    void linkOfAnAddressSignsNobodyIn() throws Exception {
        String renewed = anyEmail();
        newAccount(anyEmail()).post(EMAIL, email(renewed));
        String link = link(mailTo(renewed));

        assertThat(nobody().get(link.replace("/email/", "/login/")).status()).isEqualTo(410);
    }

    @Test
    void newAddressIsChecked() throws Exception {
        ApiClient ann = newAccount(anyEmail());

        assertThat(ann.post(EMAIL, email("a@relay.localhost")).text("detail"))
                .isEqualTo("email must be a real mailbox, not an alias of this service");
        assertThat(ann.with("").post(EMAIL, email(anyEmail())).status()).isEqualTo(401);
    }

    @Test
    void deletionTakesAllAndLeavesHashes() throws Exception {
        String email = anyEmail();
        ApiClient ann = newAccount(email);
        UUID id = UUID.fromString(ann.get(ACCOUNT).text("id"));
        Browser browser = signedIn(email);
        String address = ann.post(ALIASES, "{\"kind\":\"random\"}").text("address");
        owns(id);
        ApiClient bob = newAccount(anyEmail());
        bob.post(ALIASES, "{\"kind\":\"random\"}");

        Answer deleted = browser.delete(ACCOUNT, "{\"confirm\":\"%s\"}".formatted(email));

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(ann.get(ACCOUNT).status()).isEqualTo(401);
        assertThat(browser.get(ACCOUNT).status()).isEqualTo(401);
        for (String table :
                List.of(
                        "alias",
                        "domain",
                        "api_token",
                        "session",
                        "webhook",
                        "webhook_delivery",
                        "message",
                        "message_hour",
                        "account_day",
                        "idempotency_key",
                        "account_stats")) {
            assertThat(postgres.find("SELECT 1 FROM " + table + " WHERE account_id = ?", id))
                    .as(table)
                    .isEmpty();
        }
        assertThat(postgres.find("SELECT 1 FROM account WHERE id = ?", id)).isEmpty();
        assertThat(postgres.find("SELECT 1 FROM alias WHERE address = ?", address)).isEmpty();
        assertThat(postgres.find("SELECT 1 FROM deleted_alias")).isPresent();
        assertThat(postgres.find("SELECT kind FROM domain WHERE host LIKE ?", id + "%"))
                .contains("subdomain");
        assertThat(bob.get(ALIASES).body().path("items")).hasSize(1);
    }

    @Test
    void deletionMustBeConfirmed() throws Exception {
        ApiClient ann = newAccount(anyEmail());

        for (String body : List.of("{\"confirm\":\"eve@home.example\"}", "{\"confirm\":\"yes\"}")) {
            assertThat(ann.send("DELETE", ACCOUNT, body).text("detail"))
                    .isEqualTo("confirm must be the address of the account");
        }
        assertThat(ann.send("DELETE", ACCOUNT, "{}").text("detail"))
                .isEqualTo("confirm is required");
        assertThat(ann.send("DELETE", ACCOUNT, "").code()).isEqualTo("malformed_json");
        assertThat(ann.get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void ownerTakesEverythingAlong() throws Exception {
        String email = anyEmail();
        ApiClient ann = newAccount(email);
        UUID id = UUID.fromString(ann.get(ACCOUNT).text("id"));
        String address = ann.post(ALIASES, "{\"kind\":\"random\"}").text("address");
        owns(id);
        ApiClient eve = newAccount(anyEmail());
        owns(UUID.fromString(eve.get(ACCOUNT).text("id")));
        // More than are read at once, many of the same moment.
        postgres.execute(
                """
                INSERT INTO message (delivery_id, account_id, state, message_id, received_at)
                SELECT md5(n || ?::text), ?, 'queued', 'm' || n, timestamptz '2026-01-05 12:00Z' + n / 700 * interval '1 second'
                FROM generate_series(1, 1400) AS n
                """,
                id,
                id);

        Answer export = ann.get(EXPORT);

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.header("Content-Type")).isEqualTo("application/json");
        assertThat(export.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"relaystream.json\"");
        JsonNode all = export.body();
        assertThat(all.path("account").path("email").asText()).isEqualTo(email);
        assertThat(all.path("aliases")).hasSize(1);
        assertThat(all.path("aliases").path(0).path("address").asText()).isEqualTo(address);
        assertThat(all.path("aliases").path(0).path("createdAt").asText()).matches("2\\d{3}-.*Z");
        assertThat(all.path("domains").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("own", "subdomain");
        assertThat(all.path("tokens")).hasSize(1);
        assertThat(all.path("webhooks").path(0).path("url").asText())
                .isEqualTo("https://hook.example/");
        assertThat(all.path("messages").findValuesAsText("id"))
                .hasSize(1401)
                .doesNotHaveDuplicates();
        assertThat(export.response().body())
                .doesNotContain("canary-secret", "token_hash", ann.token(), eve.token());
    }

    @Test
    void exportOfANewAccountIsShort() throws Exception {
        JsonNode all = newAccount(anyEmail()).get(EXPORT).body();

        assertThat(all.path("aliases").isArray()).isTrue();
        assertThat(all.path("messages")).isEmpty();
    }

    /// One of everything.
    private void owns(UUID account) {
        postgres.execute(
                "INSERT INTO domain (host, account_id, kind, verified) VALUES (?, ?, 'own', true), (?, ?, 'subdomain', true)",
                "own-" + account + ".example",
                account,
                account + ".relay.localhost",
                account);
        postgres.execute(
                "INSERT INTO message (delivery_id, account_id, state, message_id, received_at) VALUES (md5(?), ?, 'queued', 'm', now())",
                account.toString(),
                account);
        UUID hook = UUID.randomUUID();
        postgres.execute(
                "INSERT INTO webhook (id, account_id, url, secret, events) VALUES (?, ?, 'https://hook.example/', 'canary-secret', '{}')",
                hook,
                account);
        postgres.execute(
                "INSERT INTO webhook_delivery (webhook_id, account_id, event, body) VALUES (?, ?, 'e', 'b')",
                hook,
                account);
        postgres.execute(
                "INSERT INTO account_day VALUES (?, current_date, 1) ON CONFLICT DO NOTHING",
                account);
        postgres.execute(
                "INSERT INTO message_hour VALUES (?, ?, now(), 1, 1, 1, 1, 1)", account, hook);
    }

    private Browser nobody() {
        return new Browser(http, api.port(), "");
    }

    private ApiClient admin() {
        return new ApiClient(http, api.port(), "dev-admin-token");
    }

    private ApiClient newAccount(String email) throws Exception {
        String body = "{\"email\":\"%s\",\"plan\":\"premium\"}".formatted(email);
        return admin().with(admin().post("/api/v1/accounts", body).text("token"));
    }

    private Browser signedIn(String email) throws Exception {
        String link = admin().post("/api/v1/accounts/" + email + "/login-link", "").text("url");
        return nobody().signIn(link.replace("http://127.0.0.1:8081", ""));
    }

    private ReceivedMail mailTo(String email) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                smtp.mails().stream()
                                        .filter(mail -> mail.recipients().contains(email))
                                        .toList(),
                        mails -> !mails.isEmpty())
                .getLast();
    }

    private static String link(ReceivedMail mail) {
        Matcher link = LINK.matcher(mail.content());
        assertThat(link.find()).as("a mail has a link").isTrue();
        return link.group(1);
    }

    private static String email(String email) {
        return "{\"email\":\"%s\"}".formatted(email);
    }

    private static String anyEmail() {
        return UUID.randomUUID() + "@home.example";
    }
}
