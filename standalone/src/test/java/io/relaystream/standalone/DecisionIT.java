package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.embedded.SesReport;
import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.edge.SesGate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What owners, operators and providers change, the next mail obeys: on the whole system, through
/// its API and its mail.
class DecisionIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int DAILY_FORWARDS = 8;
    @TempDir static Path dataDir;
    private static Map<String, String> environment;
    private static Standalone system;
    private static TestApi admin;
    private static SesGate gate;
    private static CanonicalTail records;

    @BeforeAll
    static void start() throws Exception {
        environment = FreePorts.environment(dataDir);
        environment.put(Setting.DAILY_FORWARDS.variable(), "" + DAILY_FORWARDS);
        environment.put(Setting.DAILY_ALIASES.variable(), "2");
        StandaloneConfig config = StandaloneConfig.from(environment);
        system = new Standalone(config, environment, console(new ByteArrayOutputStream()));
        admin = new TestApi(config.api(), config.adminToken().value());
        gate = new SesGate(config.sesGate());
        records = CanonicalTail.fromNow(config.canonicalFile());
    }

    @AfterAll
    static void stop() {
        gate.close();
        system.close();
    }

    @Test
    void obeysWhatTheOwnerSetsForAnAlias() throws Exception {
        Owner owner = owner("premium");
        JsonNode alias = owner.alias();
        String id = alias.path("id").asText();
        String address = alias.path("address").asText();

        owner.api.patch("/api/v1/aliases/" + id, "{\"blockedSenders\":[\"@Shop.Example\"]}");
        assertThat(reason(afterASecond(address))).isEqualTo("sender_blocked");
        owner.api.patch("/api/v1/aliases/" + id, "{\"blockedSenders\":[]}");
        assertThat(reason(afterASecond(address))).isEqualTo("sent");
        owner.api.patch("/api/v1/aliases/" + id, "{\"blocking\":\"promotions\"}");
        assertThat(reason(afterASecond(address, "List-Id: <news.shop.example>")))
                .isEqualTo("promotions_blocked");
        owner.api.patch("/api/v1/aliases/" + id, "{\"expiresAt\":\"2026-01-01T00:00:00Z\"}");
        assertThat(reason(afterASecond(address))).isEqualTo("alias_expired");
        owner.api.call("DELETE", "/api/v1/aliases/" + id, "");
        assertThat(reason(afterASecond(address))).isEqualTo("deleted_alias");
    }

    @Test
    void obeysWhatOwnerAndOperatorSetForAnAccount() throws Exception {
        Owner owner = owner("premium");
        String address = owner.alias().path("address").asText();
        UnaryOperator<SesMail> forged = mail -> mail.failingDmarc("quarantine");

        JsonNode warned = afterASecond(address, forged);
        assertThat(reason(warned)).isEqualTo("sent");
        assertThat(caughtFor(warned)).contains("X-Relaystream-Warning: dmarc_quarantine");
        owner.api.patch("/api/v1/account", "{\"quarantine\":\"drop\",\"dropSpam\":true}");
        assertThat(reason(afterASecond(address, forged))).isEqualTo("dmarc_quarantine");
        assertThat(reason(afterASecond(address, mail -> mail.with("spam", "FAIL"))))
                .isEqualTo("spam");
        admin.patch(
                "/api/v1/accounts/" + owner.id,
                "{\"suspendedUntil\":\"%s\"}".formatted(Instant.now().plusSeconds(3_600)));
        assertThat(reason(afterASecond(address))).isEqualTo("account_suspended");
        admin.patch("/api/v1/accounts/" + owner.id, "{\"suspendedUntil\":null,\"active\":false}");
        assertThat(reason(afterASecond(address))).isEqualTo("account_inactive");
        admin.patch("/api/v1/accounts/" + owner.id, "{\"active\":true}");
        assertThat(reason(afterASecond(address))).isEqualTo("sent");
    }

    @Test
    void makesAliasesInTheOwnersSubdomainUntilTheDailyLimit() throws Exception {
        // Given
        Owner owner = owner("premium");
        String name = "jane-" + UUID.randomUUID().toString().substring(0, 8);
        String host = name + ".relay.localhost";
        owner.api.post("/api/v1/domains", "{\"name\":\"%s\"}".formatted(name));

        // Then
        JsonNode first = afterASecond("Shop+x@" + host);
        assertThat(reason(first)).isEqualTo("sent");
        assertThat(first.path("alias_kind").asText()).isEqualTo("catch_all");
        assertThat(first.path("tag").asText()).isEqualTo("x");
        JsonNode made =
                await().atMost(SOON)
                        .until(() -> owner.aliasAt("shop@" + host), Optional::isPresent)
                        .orElseThrow();
        assertThat(made.path("kind").asText()).isEqualTo("catch_all");
        assertThat(reason(at("postmaster@" + host))).isEqualTo("reserved_name");
        assertThat(reason(at("sh_op@" + host))).isEqualTo("invalid_name");
        assertThat(reason(at("bank@" + host))).isEqualTo("sent");
        assertThat(reason(at("flood@" + host))).isEqualTo("alias_limit");
        owner.api.patch("/api/v1/aliases/" + made.path("id").asText(), "{\"enabled\":false}");
        assertThat(reason(afterASecond("shop@" + host))).isEqualTo("alias_disabled");
        owner.api.patch("/api/v1/domains/" + host, "{\"catchAll\":false}");
        assertThat(reason(afterASecond("other@" + host))).isEqualTo("catch_all_off");
        assertThat(owner.api.get("/api/v1/account").path("usage").path("aliasesMade").asInt())
                .isEqualTo(2);
    }

    @Test
    void findsTheAliasHoweverItsAddressIsWritten() throws Exception {
        Owner owner = owner("free");
        String address = owner.alias().path("address").asText();
        String local = address.substring(0, address.indexOf('@'));

        assertThat(reason(afterASecond(address.toUpperCase(java.util.Locale.ROOT))))
                .isEqualTo("sent");
        assertThat(reason(at("\"%s\"@relay.localhost.".formatted(local)))).isEqualTo("sent");
        assertThat(reason(at("%s@evil-relay.localhost".formatted(local))))
                .isEqualTo("not_our_address");
    }

    @Test
    void holdsMailForAnAliasThatIsMadeWhileChangeDataCaptureIsStopped() throws Exception {
        // Given
        Owner owner = owner("free");
        TestApi connect =
                new TestApi(
                        URI.create(
                                "http://127.0.0.1:"
                                        + environment.get(Setting.CONNECT_PORT.variable())),
                        "");
        connect.call("PUT", "/connectors/relaystream/stop", "");
        await().atMost(SOON)
                .until(
                        () ->
                                connect.get("/connectors/relaystream/status")
                                        .path("connector")
                                        .path("state")
                                        .asText()
                                        .equals("STOPPED"));

        // When
        SesMail mail = post(mail(owner.alias().path("address").asText()));
        Instant posted = Instant.now();
        await().atMost(SOON).until(() -> Instant.now().isAfter(posted.plusSeconds(8)));
        assertThat(records.recordsOf(mail.messageId())).isEmpty();
        connect.call("PUT", "/connectors/relaystream/resume", "");

        // Then
        JsonNode record =
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> endings(mail), it -> it.size() == 1)
                        .getFirst();
        assertThat(record.path("outcome").asText()).isEqualTo("forwarded");
        assertThat(record.path("held_ms").asLong()).isGreaterThan(5_000);
    }

    @Test
    void endsForwardingForADayWhenTheLimitIsReachedAndShowsIt() throws Exception {
        Owner owner = owner("premium");
        String address = owner.alias().path("address").asText();
        for (int i = 0; i < DAILY_FORWARDS; i++) {
            assertThat(reason(at(address))).isEqualTo("sent");
        }

        assertThat(reason(at(address))).isEqualTo("forward_limit");

        JsonNode account =
                await().atMost(SOON)
                        .until(
                                () -> owner.api.get("/api/v1/account"),
                                shown -> !shown.path("suspensions").isEmpty());
        assertThat(account.path("usage").path("forwarded").asInt()).isEqualTo(DAILY_FORWARDS);
        assertThat(account.path("suspensions").get(0).path("what").asText())
                .isEqualTo("forward_limit");
        assertThat(
                        await().atMost(SOON)
                                .until(
                                        () -> owner.api.get("/api/v1/account").path("totals"),
                                        totals -> totals.path("blocked").asInt() == 1)
                                .path("forwarded")
                                .asInt())
                .isEqualTo(DAILY_FORWARDS);
    }

    @Test
    void pausesAnAccountWhoseMailboxAReportSaysIsGone() throws Exception {
        // Given
        Owner owner = owner("free");
        String address = owner.alias().path("address").asText();
        JsonNode forwarded = afterASecond(address);
        String envelopeSender = onlyCaught(forwarded).sender();
        assertThat(envelopeSender).matches("bounces\\+[0-9a-z]+@relay\\.localhost");

        // When
        SesMail report =
                post(
                        SesMail.received(
                                report(owner.email).getBytes(StandardCharsets.UTF_8),
                                "",
                                List.of(envelopeSender),
                                Instant.now()));

        // Then
        assertThat(reason(onlyRecord(report))).isEqualTo("bounce_report");
        JsonNode account =
                await().atMost(SOON)
                        .until(
                                () -> owner.api.get("/api/v1/account"),
                                shown -> !shown.path("pauses").isEmpty());
        assertThat(account.path("pauses").get(0).path("what").asText())
                .isEqualTo("hard_bounce_pause");
        assertThat(reason(at(address))).isEqualTo("hard_bounce_pause");
        assertThat(
                        reason(
                                onlyRecord(
                                        post(
                                                SesMail.received(
                                                        report(owner.email)
                                                                .getBytes(StandardCharsets.UTF_8),
                                                        "",
                                                        List.of("bounces+forged@relay.localhost"),
                                                        Instant.now())))))
                .isEqualTo("invalid_bounce_address");
    }

    @Test
    void switchesTheAliasOffAfterTwoComplaintsAndTellsTheOwnerOnce() throws Exception {
        // Given
        Owner owner = owner("premium");
        String address = owner.alias().path("address").asText();
        assertThat(reason(afterASecond(address))).isEqualTo("sent");

        // When
        for (int i = 1; i <= 3; i++) {
            SesReport complaint =
                    SesReport.complaint(
                            new SesReport.Sent(
                                    "sent-" + UUID.randomUUID(),
                                    "\"Shop via Relaystream\" <" + address + ">",
                                    List.of(owner.email),
                                    Instant.now()),
                            Instant.now(),
                            "abuse",
                            null);
            gate.publish(i == 2 ? complaint.asNotification() : complaint.asEvent("d", owner.id));
            gate.publish(complaint.asNotification());
        }

        // Then
        await().atMost(SOON)
                .until(() -> !owner.aliasAt(address).orElseThrow().path("enabled").asBoolean());
        assertThat(owner.api.get("/api/v1/account").path("settings").path("dropSpam").asBoolean())
                .isTrue();
        assertThat(reason(afterASecond(address))).isEqualTo("alias_disabled");
        assertThat(
                        system.catcher().mails().stream()
                                .filter(mail -> mail.recipients().contains(owner.email))
                                .filter(
                                        mail ->
                                                text(mail)
                                                        .contains(
                                                                "Auto-Submitted: auto-generated")))
                .singleElement()
                .satisfies(notice -> assertThat(text(notice)).contains(address));
    }

    @Test
    void recognisesItsOwnMailWhenItComesBack() throws Exception {
        Owner owner = owner("free");
        String address = owner.alias().path("address").asText();
        CaughtMail forwarded = onlyCaught(afterASecond(address));

        SesMail back =
                post(
                        SesMail.received(
                                forwarded.raw(), owner.email, List.of(address), Instant.now()));

        assertThat(reason(onlyRecord(back))).isEqualTo("loop");
    }

    @Test
    void deliversWhatTheSwitchStoppedOnceTheOwnerAsksForIt() throws Exception {
        // Given
        Owner owner = owner("free");
        JsonNode alias = owner.alias();
        String address = alias.path("address").asText();
        owner.api.patch("/api/v1/aliases/" + alias.path("id").asText(), "{\"enabled\":false}");
        JsonNode dropped = afterASecond(address);
        assertThat(reason(dropped)).isEqualTo("alias_disabled");
        holds(owner, alias, dropped);

        // When
        String redeliver =
                "/api/v1/messages/%s/redeliver".formatted(dropped.path("delivery_id").asText());
        String id = owner.api.post(redeliver, "").path("id").asText();

        // Then
        String messageId = dropped.path("message_id").asText() + "~redelivery";
        JsonNode delivered =
                await().atMost(SOON)
                        .until(() -> records.recordsOf(messageId), it -> it.size() == 1)
                        .getFirst();
        assertThat(reason(delivered)).isEqualTo("sent");
        assertThat(delivered.path("delivery_id").asText()).isEqualTo(id);
        assertThat(caughtFor(delivered)).contains("Hello.");
        assertThat(owner.api.post(redeliver, "").path("id").asText()).isEqualTo(id);
        assertThat(reason(afterASecond(address))).isEqualTo("alias_disabled");
    }

    @Test
    void explainsWhatWouldBecomeOfAMailAndSendsNothing() throws Exception {
        Owner owner = owner("premium");
        JsonNode alias = owner.alias();
        String address = alias.path("address").asText();
        owner.api.patch(
                "/api/v1/aliases/" + alias.path("id").asText(), "{\"blocking\":\"promotions\"}");
        assertThat(reason(afterASecond(address))).isEqualTo("sent");
        int caught = system.catcher().mails().size();

        assertThat(explain("--to", address))
                .contains("plan premium", "foreign_address            passes")
                .endsWith("explain: it would be forwarded\n");
        assertThat(explain("--to", address, "--header", "List-Id: x"))
                .contains("promotion_blocked          objects: promotions_blocked")
                .endsWith(
                        "explain: it would be dropped: promotions_blocked (rule promotion_blocked)\n");
        assertThat(explain("--to", address, "--verdict", "virus=FAIL"))
                .endsWith("dropped: virus (rule virus_found)\n");
        assertThat(explain("--to", "nobody@relay.localhost"))
                .endsWith("dropped: unknown_alias (rule unknown_alias)\n");
        assertThat(system.catcher().mails()).hasSize(caught);
    }

    private static String explain(String... options) {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "explain";
        System.arraycopy(options, 0, arguments, 1, options.length);
        int code = Main.execute(environment, console(terminal), arguments);
        String said = terminal.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isZero();
        return said;
    }

    /// An account, made by the administrator.
    private record Owner(String id, String email, TestApi api) {
        JsonNode alias() throws Exception {
            return api.post("/api/v1/aliases", "{\"kind\":\"random\"}");
        }

        Optional<JsonNode> aliasAt(String address) throws Exception {
            for (JsonNode alias : api.get("/api/v1/aliases").path("items")) {
                if (alias.path("address").asText().equals(address)) {
                    return Optional.of(alias);
                }
            }
            return Optional.empty();
        }
    }

    private static Owner owner(String plan) throws Exception {
        String email = "owner-%s@home.example".formatted(UUID.randomUUID());
        JsonNode account =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s\",\"plan\":\"%s\"}".formatted(email, plan));
        return new Owner(
                account.path("id").asText(), email, admin.as(account.path("token").asText()));
    }

    /// The owner holds dropped mail, and finds this one in the log.
    private static void holds(Owner owner, JsonNode alias, JsonNode dropped) throws Exception {
        String url =
                "jdbc:postgresql://127.0.0.1:%s/%s"
                        .formatted(
                                environment.get(Setting.POSTGRES_PORT.variable()),
                                StandaloneConfig.DATABASE);
        try (Connection database = DriverManager.getConnection(url, "postgres", "any");
                Statement statement = database.createStatement()) {
            statement.execute(
                    """
                    UPDATE account SET hold_dropped = true WHERE id = '%1$s';
                    INSERT INTO message (delivery_id, account_id, alias_id, state, message_id, outcome, reason,
                        received_at, finished_at)
                    VALUES ('%3$s', '%1$s', '%2$s', 'ended', '%4$s', 'dropped', 'alias_disabled', '%5$s', now())
                    ON CONFLICT (delivery_id) DO UPDATE
                    SET account_id = excluded.account_id, alias_id = excluded.alias_id,
                        outcome = excluded.outcome, reason = excluded.reason, finished_at = now();
                    """
                            .formatted(
                                    owner.id,
                                    alias.path("id").asText(),
                                    dropped.path("delivery_id").asText(),
                                    dropped.path("message_id").asText(),
                                    dropped.path("received_at").asText()));
        }
    }

    /// A report of a mail server, as Postfix writes it.
    private static String report(String mailbox) {
        return """
                From: MAILER-DAEMON@mail.home.example (Mail Delivery System)
                To: bounces@relay.localhost
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                The mail could not be delivered.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.home.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown

                --b--
                """
                .formatted(mailbox);
    }

    /// What the contract promises: a change holds for mail posted one second later.
    private static JsonNode afterASecond(String recipient, String... headers) throws Exception {
        awaitASecond();
        return at(recipient, headers);
    }

    private static JsonNode afterASecond(String recipient, UnaryOperator<SesMail> change)
            throws Exception {
        awaitASecond();
        return onlyRecord(post(change.apply(mail(recipient))));
    }

    private static void awaitASecond() {
        Instant begin = Instant.now();
        await().until(() -> Instant.now().isAfter(begin.plusSeconds(1)));
    }

    private static JsonNode at(String recipient, String... headers) throws Exception {
        return onlyRecord(post(mail(recipient, headers)));
    }

    private static SesMail mail(String recipient, String... headers) {
        String raw =
                "From: Jane <jane@shop.example>\nTo: %s\nSubject: Hello\n%s\n\nHello.\n"
                        .formatted(recipient, String.join("\n", headers));
        return SesMail.received(
                raw.replace("\n\n\n", "\n\n").getBytes(StandardCharsets.UTF_8),
                "jane@shop.example",
                List.of(recipient),
                Instant.now());
    }

    private static SesMail post(SesMail mail) throws Exception {
        gate.deliver(mail);
        return mail;
    }

    private static String reason(JsonNode record) {
        return record.path("reason").asText();
    }

    private static JsonNode onlyRecord(SesMail mail) {
        return await().atMost(SOON).until(() -> endings(mail), it -> it.size() == 1).getFirst();
    }

    private static List<JsonNode> endings(SesMail mail) throws Exception {
        return records.recordsOf(mail.messageId());
    }

    private static CaughtMail onlyCaught(JsonNode record) {
        String deliveryId = record.path("delivery_id").asText();
        return assertThat(
                        system.catcher().mails().stream()
                                .filter(mail -> text(mail).contains(deliveryId)))
                .singleElement()
                .actual();
    }

    private static String caughtFor(JsonNode record) {
        return text(onlyCaught(record));
    }

    private static String text(CaughtMail mail) {
        return new String(mail.raw(), StandardCharsets.UTF_8);
    }

    private static Console console(ByteArrayOutputStream terminal) {
        return new Console(new PrintStream(terminal, true, StandardCharsets.UTF_8));
    }
}
