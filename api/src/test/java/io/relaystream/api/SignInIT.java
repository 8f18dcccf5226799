package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.log.MozLogEncoder;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.Reaction;
import io.relaystream.testsupport.ReceivedMail;
import io.relaystream.testsupport.Stage;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// How people come in and leave.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class SignInIT {
    private static final String LOGIN = "/api/v1/login";
    private static final String SESSION = "/api/v1/session";
    private static final String ACCOUNT = "/api/v1/account";
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final Pattern LINK = Pattern.compile("http\\S+(/login/rs_[\\w-]{43})\r\n");

    private final TestDatabase postgres;
    private final EmbeddedKafka kafka;
    private final FakeSmtpServer smtp = FakeSmtpServer.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private Api api;

    SignInIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        this.postgres = new TestDatabase(directory.resolve("postgres"));
        this.kafka = kafka;
        this.api = start(Map.of());
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        smtp.close();
        postgres.close();
    }

    @Test
    void mailedLinkSignsIn() throws Exception {
        String email = anyEmail();

        Answer asked =
                nobody().post(
                                LOGIN,
                                "{\"email\":\" %s \"}".formatted(email.toUpperCase(Locale.ROOT)));
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.response().body()).isEqualTo("{\"expiresInMinutes\":15}");

        ReceivedMail mail = mailTo(email);
        assertThat(mail.mailFrom()).isEqualTo("noreply@relay.localhost");
        assertThat(mail.content())
                .contains(
                        "From: Relaystream <noreply@relay.localhost>\r\n",
                        "To: " + email + "\r\n",
                        "Auto-Submitted: auto-generated\r\n",
                        "http://127.0.0.1:8081/login/",
                        "within 15 minutes",
                        "You did not ask for it?");
        Browser ann = nobody().signIn(link(mail));
        Answer session = ann.get(SESSION);
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.text("email")).isEqualTo(email);
        assertThat(session.text("plan")).isEqualTo("free");
        assertThat(session.body().path("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(Instant.parse(session.text("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)),
                        Instant.now().plus(Duration.ofDays(30)));
        Answer account = ann.get(ACCOUNT);
        assertThat(account.text("id")).isEqualTo(session.text("accountId"));
        assertThat(account.body().path("verified").asBoolean()).isTrue();
        assertThat(account.body().path("admin").asBoolean(true)).isFalse();
    }

    @Test
    void cookieIsForThisBrowserOnly() throws Exception {
        Answer answer = nobody().get(link(anyEmail()));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie"))
                .matches(
                        "relaystream_session=rs_[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    }

    @Test
    void beyondLoopbackTheCookieTravelsEncryptedOnly() throws Exception {
        restart(Map.of("RELAY_DASHBOARD_URL", "https://relay.example/"));
        try {
            String email = anyEmail();
            nobody().post(LOGIN, login(email));
            ReceivedMail mail = mailTo(email);

            assertThat(mail.content()).contains("https://relay.example/login/rs_");
            assertThat(nobody().get(link(mail)).header("Set-Cookie"))
                    .endsWith("; SameSite=Lax; Secure");
            assertThat(nobody().get("/api/v1/about").body().path("local").asBoolean(true))
                    .isFalse();
        } finally {
            restart(Map.of());
        }
    }

    @Test
    void linkWorksOnceAndLooksChangeNothing() throws Exception {
        String link = link(anyEmail());

        for (int i = 0; i < 3; i++) {
            Answer look = nobody().send("HEAD", link, "");
            assertThat(look.status()).isEqualTo(200);
            assertThat(look.header("Set-Cookie")).isEmpty();
        }
        nobody().signIn(link);

        ended(nobody().get(link));
        ended(nobody().get(link + "x"));
        ended(nobody().get("/login/x"));
    }

    @Test
    void linkExpires() throws Exception {
        String email = anyEmail();
        String link = link(email);
        postgres.execute("UPDATE login_link SET expires_at = now() WHERE email = ?", email);

        ended(nobody().get(link));
    }

    @Test
    void nobodyLearnsWhoHasAnAccount() throws Exception {
        restart(Map.of("RELAY_SIGN_UP", "closed"));
        try {
            String known = anyEmail();
            String unknown = anyEmail();
            newAccount(known);

            Answer first = nobody().post(LOGIN, login(unknown));
            Answer second = nobody().post(LOGIN, login(known));

            assertThat(first.status()).isEqualTo(second.status()).isEqualTo(202);
            assertThat(first.response().body()).isEqualTo(second.response().body());
            mailTo(known);
            assertThat(smtp.mails()).noneMatch(mail -> mail.recipients().contains(unknown));
            assertThat(nobody().get("/api/v1/about").text("signUp")).isEqualTo("closed");
        } finally {
            restart(Map.of());
        }
    }

    @Test
    void answerDoesNotWaitForTheMailServer() throws Exception {
        smtp.once(Stage.CONNECT, Reaction.hang());
        int connections = smtp.connections();
        Instant before = Instant.now();

        assertThat(nobody().post(LOGIN, login(anyEmail())).status()).isEqualTo(202);

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(20)).until(() -> smtp.connections() > connections);
    }

    @Test
    void mailIsTriedAgainAndNothingSecretIsLogged() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.INFO);
        try {
            smtp.once(Stage.RCPT, Reaction.reply("451 4.3.0 Later"));
            String email = "canary-" + anyEmail();

            Browser ann = nobody().signIn(link(email));
            ann.get(SESSION);
            nobody().post(LOGIN, "{\"email\":\"canary\",\"canary\":1}");
            nobody().send("DELETE", SESSION, "", "Cookie", ann.cookie());
            nobody().get("/login/canary");

            MozLogEncoder encoder = new MozLogEncoder();
            assertThat(logged.list.stream().map(encoder::encode).map(SignInIT::text))
                    .anyMatch(line -> line.contains("A letter with a link was not sent"))
                    .noneMatch(line -> line.contains("canary"))
                    .noneMatch(line -> line.contains("rs_"));
        } finally {
            root.detachAppender(logged);
            root.setLevel(level);
        }
    }

    @Test
    void addressIsChecked() throws Exception {
        assertThat(nobody().post(LOGIN, login("ann")).response().body())
                .contains("email must look like local@domain");
        assertThat(nobody().post(LOGIN, login("a@relay.localhost")).response().body())
                .contains("email must be a real mailbox, not an alias of this service");
        assertThat(nobody().post(LOGIN, "{\"email\":\"a@home.example\",\"admin\":true}").code())
                .isEqualTo("invalid_request");
    }

    @Test
    void sessionSurvivesARestart() throws Exception {
        String email = anyEmail();
        Browser ann = signedIn(email);

        restart(Map.of());

        assertThat(with(ann.cookie()).get(SESSION).text("email")).isEqualTo(email);
    }

    @Test
    void signingOutEndsThisSessionOnly() throws Exception {
        String email = anyEmail();
        Browser laptop = signedIn(email);
        Browser phone = signedIn(email);

        Answer left = laptop.delete(SESSION, "");

        assertThat(left.status()).isEqualTo(204);
        assertThat(left.header("Set-Cookie"))
                .startsWith("relaystream_session=; Path=/; Max-Age=0;");
        refused(laptop.get(SESSION), 401, "unauthenticated");
        refused(nobody().get(SESSION), 401, "unauthenticated");
        assertThat(phone.get(SESSION).status()).isEqualTo(200);
    }

    @Test
    void sessionExpires() throws Exception {
        String email = anyEmail();
        Browser ann = signedIn(email);
        postgres.execute(
                "UPDATE session SET expires_at = now() WHERE account_id = (SELECT id FROM account WHERE email = ?)",
                email);

        refused(ann.get(ACCOUNT), 401, "unauthenticated");
    }

    @Test
    void deactivatedOwnerIsShutOutButCanLeave() throws Exception {
        String email = anyEmail();
        Browser ann = signedIn(email);
        admin().patch(ACCOUNTS + "/" + email, "{\"active\":false}");

        refused(ann.get(SESSION), 403, "account_inactive");
        assertThat(ann.delete(SESSION, "").status()).isEqualTo(204);
    }

    @Test
    void otherSitesCannotUseASession() throws Exception {
        Browser ann = signedIn(anyEmail());
        String change = "{\"banner\":false}";

        refused(ann.send("PATCH", ACCOUNT, change), 403, "csrf_refused");
        for (String[] forged :
                List.of(
                        new String[] {"Origin", "https://evil.example"},
                        new String[] {"Origin", "null"},
                        new String[] {"Origin", "http://127.0.0.1.evil.example:" + api.port()},
                        new String[] {"Sec-Fetch-Site", "cross-site"},
                        new String[] {"Sec-Fetch-Site", "same-site"},
                        new String[] {
                            "Sec-Fetch-Site", "cross-site", "Origin", "http://127.0.0.1:8081"
                        })) {
            refused(ann.send("PATCH", ACCOUNT, change, forged), 403, "csrf_refused");
        }
        refused(ann.send("DELETE", SESSION, ""), 403, "csrf_refused");
        assertThat(ann.get(ACCOUNT).body().path("settings").path("banner").asBoolean()).isTrue();

        for (String own : List.of("http://127.0.0.1:8081", "http://127.0.0.1:" + api.port())) {
            assertThat(ann.send("PATCH", ACCOUNT, change, "Origin", own).status()).isEqualTo(200);
        }
        assertThat(ann.patch(ACCOUNT, change).status()).isEqualTo(200);
    }

    @Test
    void tokenNeedsNoPageOfOurs() throws Exception {
        String email = anyEmail();
        ApiClient ann = newAccount(email);

        assertThat(ann.patch(ACCOUNT, "{\"banner\":false}").status()).isEqualTo(200);
        Answer session = ann.get(SESSION);
        assertThat(session.text("email")).isEqualTo(email);
        assertThat(session.body().path("expiresAt").isNull()).isTrue();
    }

    @Test
    void administratorIsMadeByTheOperator() throws Exception {
        String email = anyEmail();
        Browser ann = signedIn(email);
        refused(ann.get(ACCOUNTS + "/" + email), 403, "forbidden");

        Answer made = admin().patch(ACCOUNTS + "/" + email, "{\"admin\":true}");

        assertThat(made.body().path("admin").asBoolean()).isTrue();
        assertThat(ann.get(SESSION).body().path("scopes").toString())
                .isEqualTo("[\"read\",\"write\",\"admin\"]");
        assertThat(ann.get(ACCOUNTS + "/" + email).text("email")).isEqualTo(email);
        admin().patch(ACCOUNTS + "/" + email, "{\"admin\":false}");
        refused(ann.get(ACCOUNTS + "/" + email), 403, "forbidden");
    }

    @Test
    void tokenOfAnAdministratorNeedsTheScope() throws Exception {
        String email = anyEmail();
        ApiClient ann = newAccount(email);
        String account = ACCOUNTS + "/" + email;
        admin().patch(account, "{\"admin\":true}");
        refused(ann.get(account), 403, "forbidden");

        postgres.execute(
                "UPDATE api_token SET scopes = '{admin}' WHERE account_id = (SELECT id FROM account WHERE email = ?)",
                email);

        assertThat(ann.get(account).status()).isEqualTo(200);
        admin().patch(account, "{\"active\":false}");
        refused(ann.get(account), 403, "account_inactive");
        admin().patch(account, "{\"active\":true,\"admin\":false}");
        refused(ann.get(account), 403, "forbidden");
    }

    @Test
    void ownerIsToldWhyTheAccountIsSuspended() throws Exception {
        String email = anyEmail();
        Browser ann = signedIn(email);

        admin().patch(
                        ACCOUNTS + "/" + email,
                        "{\"suspendedUntil\":\"2099-01-01T00:00:00Z\",\"suspensionReason\":\"Spam was sent\"}");

        assertThat(ann.get(ACCOUNT).body().path("suspensions").toString())
                .isEqualTo(
                        "[{\"what\":\"account_suspended\",\"until\":\"2099-01-01T00:00:00Z\",\"reason\":\"Spam was sent\"}]");
    }

    @Test
    void operatorHandsALinkOver() throws Exception {
        String email = anyEmail();
        newAccount(email);

        Answer made = admin().post(ACCOUNTS + "/" + email + "/login-link", "");

        assertThat(made.status()).isEqualTo(201);
        assertThat(Instant.parse(made.text("expiresAt"))).isAfter(Instant.now());
        String link = made.text("url").replace("http://127.0.0.1:8081", "");
        assertThat(nobody().signIn(link).get(SESSION).text("email")).isEqualTo(email);
        refused(
                admin().post(ACCOUNTS + "/" + anyEmail() + "/login-link", ""),
                404,
                "account_not_found");
        refused(
                newAccount(anyEmail()).post(ACCOUNTS + "/" + email + "/login-link", ""),
                403,
                "forbidden");
    }

    @Test
    void everybodyMayKnowWhatThisPlaceIs() throws Exception {
        Answer about = nobody().get("/api/v1/about");

        assertThat(about.status()).isEqualTo(200);
        assertThat(about.text("aliasDomain")).isEqualTo("relay.localhost");
        assertThat(about.text("signUp")).isEqualTo("open");
        assertThat(about.body().path("oidc").isNull()).isTrue();
        assertThat(about.body().path("local").asBoolean()).isTrue();
        assertThat(about.text("version")).isNotEmpty();
    }

    private Api start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("RELAY_SMTP_PORT", String.valueOf(smtp.port()));
        return Api.start(TestSettings.of(postgres, kafka, settings));
    }

    private void restart(Map<String, String> more) throws Exception {
        api.close();
        api = start(more);
    }

    private Browser nobody() {
        return with("");
    }

    private Browser with(String cookie) {
        return new Browser(http, api.port(), cookie);
    }

    private ApiClient admin() {
        return new ApiClient(http, api.port(), "dev-admin-token");
    }

    private ApiClient newAccount(String email) throws Exception {
        return admin().with(
                        admin().post(
                                        ACCOUNTS,
                                        "{\"email\":\"%s\",\"plan\":\"free\"}".formatted(email))
                                .text("token"));
    }

    private Browser signedIn(String email) throws Exception {
        return nobody().signIn(link(email));
    }

    /// Asks for a link and waits for it.
    private String link(String email) throws Exception {
        long before = mailsTo(email).size();
        assertThat(nobody().post(LOGIN, login(email)).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo(email).size() > before);
        return link(mailsTo(email).getLast());
    }

    private static String link(ReceivedMail mail) {
        Matcher link = LINK.matcher(mail.content());
        assertThat(link.find()).as("a mail has a link").isTrue();
        return link.group(1);
    }

    private ReceivedMail mailTo(String email) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !mailsTo(email).isEmpty());
        return mailsTo(email).getLast();
    }

    private List<ReceivedMail> mailsTo(String email) {
        return smtp.mails().stream()
                .filter(mail -> mail.recipients().contains(email))
                .collect(Collectors.toList());
    }

    private static String login(String email) {
        return "{\"email\":\"%s\"}".formatted(email);
    }

    private static String anyEmail() {
        return UUID.randomUUID() + "@home.example";
    }

    private static void ended(Answer answer) {
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.response().body()).contains("Ask for a new one");
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
