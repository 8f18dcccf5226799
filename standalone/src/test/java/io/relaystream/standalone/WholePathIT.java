package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.ApiClient;
import io.relaystream.standalone.edge.ApiClient.Account;
import io.relaystream.standalone.edge.ApiClient.Alias;
import io.relaystream.standalone.edge.HealthClient;
import io.relaystream.standalone.edge.SesGate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a mail, on the real parts: API, Postgres, Debezium, Kafka, S3, SMTP.
class WholePathIT {
    private static final int LARGEST = 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);
    @TempDir static Path dataDir;
    private static Standalone system;
    private static ApiClient api;
    private static SesGate gate;
    private static CanonicalTail records;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = FreePorts.environment(dataDir);
        environment.put("RELAY_MAX_SEND_BYTES", String.valueOf(LARGEST));
        StandaloneConfig config = StandaloneConfig.from(environment);
        system = new Standalone(config, environment, silent());
        api = new ApiClient(config.api(), config.adminToken());
        gate = new SesGate(config.sesGate());
        records = CanonicalTail.fromNow(config.canonicalFile());
    }

    @AfterAll
    static void stop() {
        gate.close();
        system.close();
    }

    @Test
    void demoOwnerIsLetInAtEachStart() throws Exception {
        URI first = api.demoLink();
        URI second = api.demoLink();

        assertThat(first).isNotEqualTo(second);
        assertThat(session(first)).isEqualTo(session(second));
        assertThat(session(api.demoLink()).path("email").asText()).isEqualTo("demo@home.example");
        assertThat(session(api.demoLink()).path("plan").asText()).isEqualTo("premium");
        assertThat(session(api.demoLink()).path("scopes").toString()).contains("admin");
    }

    @Test
    void forwardsUntilTheAliasIsSwitchedOff() throws Exception {
        // Given
        Account owner = api.createAccount(address());
        Alias alias = api.createAlias(owner, "shop");

        // When
        SesMail first = post("The order", alias.address());

        // Then
        JsonNode record = onlyRecord(first);
        assertThat(record.path("outcome").asText()).isEqualTo("forwarded");
        assertThat(record.path("reason").asText()).isEqualTo("sent");
        assertThat(record.path("attempts").asInt()).isEqualTo(1);
        assertThat(record.path("maybe_duplicate").asBoolean()).isFalse();
        CaughtMail caught = onlyCaught(record);
        assertThat(caught.recipients()).containsExactly(owner.email());
        assertThat(caught.sender()).matches("bounces\\+[0-9a-z]+@relay\\.localhost");
        assertThat(text(caught))
                .contains("Subject: The order\r\n")
                .contains("<" + alias.address() + ">")
                .endsWith("\r\n\r\nHello.\r\n");

        // When
        api.switchOff(owner, alias);
        SesMail second = postASecondLater("Another order", alias.address());

        // Then
        JsonNode drop = onlyRecord(second);
        assertThat(drop.path("outcome").asText()).isEqualTo("dropped");
        assertThat(drop.path("reason").asText()).isEqualTo("alias_disabled");
        assertThat(caughtFor(drop)).isEmpty();
    }

    @Test
    void oneClickInTheMailProgramSwitchesTheAliasOff() throws Exception {
        Alias alias = api.createAlias(api.createAccount(address()), "shop");
        String mail = text(onlyCaught(onlyRecord(post("Buy more", alias.address()))));
        assertThat(mail).contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
        String link = found("\r\nList-Unsubscribe: <(.*)>\r\n", mail);

        assertThat(send(HttpRequest.newBuilder(URI.create(link))).statusCode()).isEqualTo(200);
        onlyCaught(onlyRecord(post("Buy still more", alias.address())));
        HttpRequest.Builder click =
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"));
        assertThat(send(click).statusCode()).isEqualTo(200);

        JsonNode drop = onlyRecord(postASecondLater("Buy everything", alias.address()));
        assertThat(drop.path("reason").asText()).isEqualTo("alias_disabled");
    }

    @Test
    void ownerFetchesAMailThatIsTooLarge() throws Exception {
        Alias alias = api.createAlias(api.createAccount(address()), "large");
        SesMail mail = mailSaying("y".repeat(LARGEST), "A film", alias.address());

        gate.deliver(mail);

        JsonNode record = onlyRecord(mail);
        assertThat(record.path("outcome").asText()).isEqualTo("rejected");
        assertThat(record.path("reason").asText()).isEqualTo("too_large");
        String link = found("\r\n +(http\\S+/mail/\\S+)\r\n", text(onlyCaught(record)));
        HttpResponse<byte[]> fetched = send(HttpRequest.newBuilder(URI.create(link)));
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body()).isEqualTo(mail.bytes());
    }

    @Test
    void deliversToEachRecipientOfItsOwn() throws Exception {
        Account first = api.createAccount(address());
        Account second = api.createAccount(address());
        Alias one = api.createAlias(first, "one");
        Alias two = api.createAlias(second, "two");

        SesMail mail = post("To both", one.address(), two.address());

        List<JsonNode> endings = recordsOf(mail, 2);
        assertThat(endings)
                .extracting(record -> onlyCaught(record).recipients().getFirst())
                .containsExactlyInAnyOrder(first.email(), second.email());
    }

    @Test
    void recognisesARepeatedNotification() throws Exception {
        Account owner = api.createAccount(address());
        Alias alias = api.createAlias(owner, "again");
        SesMail mail = mail("Once", alias.address());

        gate.deliver(mail);
        gate.deliver(mail);
        gate.deliver(mail);
        SesMail marker = post("A mail behind it", alias.address());

        onlyRecord(marker);
        onlyCaught(onlyRecord(mail));
    }

    @Test
    void dropsAnUnknownRecipientAndSaysSo() throws Exception {
        SesMail mail = post("Hello?", "nobody-%s@relay.localhost".formatted(UUID.randomUUID()));

        JsonNode record = onlyRecord(mail);
        assertThat(record.path("reason").asText()).isEqualTo("unknown_alias");
        assertThat(record.path("held_ms").asLong()).isGreaterThanOrEqualTo(5_000);
    }

    @Test
    void isHealthyInEveryPart() throws Exception {
        try (HealthClient health = new HealthClient()) {
            for (URI service : system.config().management().values()) {
                assertThat(health.checks(service))
                        .isNotEmpty()
                        .allSatisfy((_, state) -> assertThat(state).isEqualTo("ok"));
            }
        }
    }

    private static SesMail post(String subject, String... recipients) throws Exception {
        SesMail mail = mail(subject, recipients);
        gate.deliver(mail);
        return mail;
    }

    /// What the contract promises: an alias switched off stops mail posted one second later.
    private static SesMail postASecondLater(String subject, String recipient) throws Exception {
        Instant switchedOff = Instant.now();
        await().until(() -> Instant.now().isAfter(switchedOff.plusSeconds(1)));
        return post(subject, recipient);
    }

    private static SesMail mail(String subject, String... recipients) {
        return mailSaying("Hello.", subject, recipients);
    }

    private static SesMail mailSaying(String body, String subject, String... recipients) {
        Letter letter = new Letter("Jane <jane@shop.example>", recipients[0], subject, body);
        return SesMail.received(
                letter.raw(UUID.randomUUID().toString(), Instant.now()),
                "jane@shop.example",
                List.of(recipients),
                Instant.now());
    }

    private static JsonNode onlyRecord(SesMail mail) {
        return recordsOf(mail, 1).getFirst();
    }

    private static List<JsonNode> recordsOf(SesMail mail, int count) {
        return await().atMost(SOON)
                .until(() -> records.recordsOf(mail.messageId()), found -> found.size() >= count);
    }

    private static CaughtMail onlyCaught(JsonNode record) {
        return assertThat(caughtFor(record)).singleElement().actual();
    }

    private static List<CaughtMail> caughtFor(JsonNode record) {
        String deliveryId = record.path("delivery_id").asText();
        return system.catcher().mails().stream()
                .filter(mail -> text(mail).contains(deliveryId))
                .toList();
    }

    private static String text(CaughtMail mail) {
        return new String(mail.raw(), StandardCharsets.UTF_8);
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String address() {
        return "owner-%s@home.example".formatted(UUID.randomUUID());
    }

    private static Console silent() {
        return new Console(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    /// Whom a link signs in, and what they may do.
    private static JsonNode session(URI link) throws Exception {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> signedIn =
                    browser.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            HttpResponse<String> session =
                    browser.send(
                            HttpRequest.newBuilder(link.resolve("/api/v1/session"))
                                    .header("Cookie", cookie.replaceFirst(";.*", ""))
                                    .build(),
                            BodyHandlers.ofString());
            ObjectNode answer = (ObjectNode) new JsonMapper().readTree(session.body());
            return answer.without(List.of("expiresAt"));
        }
    }
}
