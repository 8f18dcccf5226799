package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.SesGate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dashboard in a browser, on the whole system.
class DashboardIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("http://\\S+/login/[0-9A-Za-z_-]+");
    private static final String SENDER = "jane@shop.example";

    /// Each page, as its address says; ALIAS and MESSAGE are one of the owner's.
    private static final List<String> PAGES =
            List.of(
                    "aliases",
                    "alias/ALIAS",
                    "messages",
                    "message/MESSAGE",
                    "statistics",
                    "account",
                    "account/mail",
                    "account/domains",
                    "account/access",
                    "account/data",
                    "operations",
                    "operations/ledger",
                    "operations/dead-letters",
                    "operations/find",
                    "operations/accounts");

    @TempDir static Path dataDir;
    private static Standalone system;
    private static TestApi admin;
    private static SesGate gate;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Browser.isInstalled(),
                "The dashboard is tested in Debian's Chromium: apt-get install chromium chromium-driver");
        Map<String, String> environment = FreePorts.environment(dataDir);
        StandaloneConfig config = StandaloneConfig.from(environment);
        system =
                new Standalone(
                        config,
                        environment,
                        new Console(
                                new PrintStream(
                                        new ByteArrayOutputStream(),
                                        true,
                                        StandardCharsets.UTF_8)));
        admin = new TestApi(config.api(), config.adminToken().value());
        gate = new SesGate(config.sesGate());
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            gate.close();
            system.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 375})
    void ownerSeesAMailComeAndSwitchesTheAliasOff(int width) throws Exception {
        String email = address();
        try (Browser browser = Browser.start(width, "light")) {
            // Sign in by the mailed link
            browser.open(page(""));
            browser.write("input[name=email]", email);
            browser.press("Send me the link");
            browser.sees("Look into your mailbox");
            browser.open(mailedLink(email));

            // Make an alias
            browser.sees("Make your first alias");
            browser.press("Make an alias");
            String alias = browser.text(".made-address strong");
            browser.sees("./relaystream send --to " + alias);
            assertThat(browser.scrollsSideways()).isFalse();

            // See a mail come
            browser.press("Messages");
            browser.sees("No mail yet");
            browser.sees("Live");
            post(alias);
            browser.sees(SENDER);
            assertThat(browser.text(".mails .good")).isEqualTo("Forwarded");
            assertThat(browser.scrollsSideways()).isFalse();

            // Switch the alias off
            browser.press("Aliases");
            browser.click(".aliases [role=switch]");
            browser.text(".aliases .off");

            // See why the next one did not
            browser.press("Messages");
            browser.sees(SENDER);
            postASecondLater(alias);
            assertThat(browser.text(".mails .blocked")).isEqualTo("Blocked");
            browser.click(".mails .what");
            browser.sees("What the rules said");
            browser.sees("alias_disabled");
            assertThat(browser.scrollsSideways()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyPageIsForEverybody(String theme) throws Exception {
        try (Browser browser = Browser.start(1280, theme)) {
            browser.open(page(""));
            browser.isReady();
            assertThat(browser.barriers()).as("sign-in").isEmpty();

            Owner owner = operator();
            browser.open(owner.link);
            browser.sees("Aliases");
            for (String name : PAGES) {
                browser.open(
                        page(name.replace("ALIAS", owner.alias).replace("MESSAGE", owner.message)));
                browser.isReady();
                assertThat(browser.barriers()).as(name).isEmpty();
            }
        }
    }

    @Test
    void everyPageFitsOnAPhone() throws Exception {
        try (Browser browser = Browser.start(360, "light")) {
            Owner owner = operator();
            browser.open(owner.link);
            browser.sees("Aliases");
            for (String name : PAGES) {
                browser.open(
                        page(name.replace("ALIAS", owner.alias).replace("MESSAGE", owner.message)));
                browser.isReady();
                assertThat(browser.scrollsSideways()).as(name).isFalse();
            }
        }
    }

    @Test
    void linkInMailLeadsToTheAliasAfterSignIn() throws Exception {
        Owner owner = operator();
        try (Browser browser = Browser.start(1280, "light")) {
            browser.open(page("").resolve("#alias=" + owner.address.replace("@", "%40")));
            browser.sees("Sign in");
            browser.open(owner.link);
            browser.sees("Forwards mail to you");
            assertThat(browser.text("h1")).isEqualTo(owner.address);
        }
    }

    @Test
    void apiIsExplainedOnAPage() {
        try (Browser browser = Browser.start(1280, "light")) {
            browser.open(system.config().api().resolve("/docs"));
            browser.sees("/api/v1/aliases");
        }
    }

    /// Somebody who may see everything, with an alias and a mail.
    ///
    /// @param link signs in, once
    private record Owner(URI link, String alias, String address, String message) {}

    private static Owner operator() throws Exception {
        JsonNode account =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s\",\"plan\":\"premium\"}".formatted(address()));
        String path = "/api/v1/accounts/" + account.path("id").asText();
        admin.patch(path, "{\"admin\":true}");
        TestApi api = admin.as(account.path("token").asText());
        JsonNode alias = api.post("/api/v1/aliases", "{\"kind\":\"random\"}");
        String address = alias.path("address").asText();
        post(address);
        JsonNode messages =
                await().atMost(SOON)
                        .until(
                                () -> api.get("/api/v1/messages?outcome=forwarded").path("items"),
                                items -> items.size() == 1);
        URI link = URI.create(admin.post(path + "/login-link", "{}").path("url").asText());
        return new Owner(
                link, alias.path("id").asText(), address, messages.path(0).path("id").asText());
    }

    private static URI page(String name) {
        return system.config().api().resolve("/" + (name.isEmpty() ? "" : "#/" + name));
    }

    private static URI mailedLink(String email) {
        return await().atMost(SOON)
                .until(
                        () ->
                                system.catcher().mails().stream()
                                        .filter(mail -> mail.recipients().contains(email))
                                        .flatMap(mail -> LINK.matcher(text(mail)).results())
                                        .map(MatchResult::group)
                                        .map(URI::create)
                                        .toList(),
                        links -> !links.isEmpty())
                .getFirst();
    }

    private static String text(CaughtMail mail) {
        return new String(mail.raw(), StandardCharsets.UTF_8);
    }

    private static void postASecondLater(String alias) throws Exception {
        Instant now = Instant.now();
        await().until(() -> Instant.now().isAfter(now.plusSeconds(1)));
        post(alias);
    }

    private static void post(String alias) throws Exception {
        Letter letter = new Letter("Jane <%s>".formatted(SENDER), alias, "Hello", "Hello.");
        gate.deliver(
                SesMail.received(
                        letter.raw(UUID.randomUUID().toString(), Instant.now()),
                        SENDER,
                        List.of(alias),
                        Instant.now()));
    }

    private static String address() {
        return "owner-%s@home.example".formatted(UUID.randomUUID());
    }
}
