package io.relaystream.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.api.ApiClient;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.AccountSettings;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.InMemoryAccountStore;
import io.relaystream.api.account.InMemoryTokenStore;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.PgpKey;
import io.relaystream.api.account.Scope;
import io.relaystream.api.account.TokenService;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.InMemoryAliasStore;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.domain.InMemoryDomainStore;
import io.relaystream.api.domain.MailSetup;
import io.relaystream.api.identity.AddressChange;
import io.relaystream.api.identity.InMemorySignInStore;
import io.relaystream.api.identity.Letters;
import io.relaystream.api.identity.LinkPost;
import io.relaystream.api.identity.SignIn;
import io.relaystream.api.live.Live;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.mail.InMemoryMailStore;
import io.relaystream.api.message.InMemoryAcceptedMails;
import io.relaystream.api.message.InMemoryMessageStore;
import io.relaystream.api.message.InMemoryRedeliveryStore;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.message.PastMail;
import io.relaystream.api.message.Redeliveries;
import io.relaystream.api.operations.NoOperations;
import io.relaystream.api.operations.Operations;
import io.relaystream.api.repeat.InMemoryRepeatStore;
import io.relaystream.api.statistics.InMemoryStatisticsStore;
import io.relaystream.api.statistics.StatisticsService;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.api.webhook.InMemoryWebhookStore;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.WebhookService;
import io.relaystream.core.Mails;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.platform.metrics.Meters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a caller sees when the store answers something unusual.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiTest {
    private static final UnsubscribeLinks LINKS = new UnsubscribeLinks("a-key-for-tests-only");
    private static final MailLinks MAILS = new MailLinks("a-key-for-tests-only");
    private static final byte[] LARGE = large();
    private static final URI DASHBOARD = URI.create("http://127.0.0.1:8081");
    private final LinkPost post = new LinkPost(_ -> {});
    private final OneOwner accounts = new OneOwner();
    private final InMemoryMailStore mails = new InMemoryMailStore().holds("emails/1", LARGE);
    private final InMemoryRedeliveryStore past = new InMemoryRedeliveryStore();
    private final InMemoryAcceptedMails accepted = new InMemoryAcceptedMails();
    private final HttpApi api = start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void close() {
        http.close();
        api.close();
        post.close();
    }

    @Test
    void failureThatMayHealIs503AndSaysWhenToComeBack() throws Exception {
        Answer answer =
                list(
                        () -> {
                            throw new StoreUnavailableException(
                                    new IllegalStateException("secret"));
                        });

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.response().body()).doesNotContain("secret");
    }

    @Test
    void bugIs500AndShowsNothingOfIt() throws Exception {
        Answer answer =
                list(
                        () -> {
                            throw new IllegalStateException("secret");
                        });

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.response().body()).doesNotContain("secret", "Exception");
    }

    @Test
    void redeliveryThatMayWorkLaterIs503AndSaysWhenToComeBack() throws Exception {
        Owner owner = owner(true, Scope.WRITE);
        String id = Mails.ordinary().deliveryId();
        accounts.whoCalls = () -> Optional.of(owner);
        Instant now = Instant.now();
        past.put(
                owner.accountId(),
                new PastMail(
                        id,
                        Mails.ordinary().mailbox(),
                        true,
                        Outcome.REJECTED,
                        "refused",
                        now,
                        now,
                        false,
                        null));
        accepted.readable(false);

        Answer answer =
                new ApiClient(http, api.port(), "token")
                        .post("/api/v1/messages/" + id + "/redeliver", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void webhookWhoseHostIsNotLookedUpInTimeCanBeMadeLater() throws Exception {
        accounts.whoCalls = () -> Optional.of(owner(true, Scope.WRITE));

        Answer answer =
                new ApiClient(http, api.port(), "token")
                        .post(
                                "/api/v1/webhooks",
                                "{\"url\":\"https://hooks.example/\",\"events\":[\"message.failed\"]}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
    }

    @Test
    void deactivatedAccountIsShutOut() throws Exception {
        Answer answer = list(() -> Optional.of(owner(false, Scope.READ)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("account_inactive");
    }

    @Test
    void tokenWithoutTheScopeIsRefused() throws Exception {
        Answer answer = list(() -> Optional.of(owner(true, Scope.WRITE)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
        assertThat(answer.text("detail")).isEqualTo("The token must have the scope read");
    }

    @Test
    void accountThatIsDeletedMeanwhileIsNoAccountOfTheToken() throws Exception {
        accounts.whoCalls = () -> Optional.of(owner(true, Scope.READ));

        Answer answer = new ApiClient(http, api.port(), "token").get("/api/v1/account");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
    }

    @Test
    void pageOfALinkNeedsNothingButItselfAndKeepsItToItself() throws Exception {
        HttpResponse<String> page =
                unsubscribe("GET", LINKS.token(UUID.randomUUID().toString()), "");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().map())
                .containsEntry("content-type", List.of("text/html;charset=utf-8"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKeys("set-cookie", "location");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<script", "src=", "http:", "https:");
    }

    @Test
    void linkSwitchesNothingOffWithoutTheForm() throws Exception {
        String token = LINKS.token(UUID.randomUUID().toString());

        for (String form : List.of("", "List-Unsubscribe=", "x".repeat(64 * 1024))) {
            assertThat(unsubscribe("POST", token, form).statusCode()).isEqualTo(400);
        }
        assertThat(unsubscribe("POST", token, "x".repeat(64 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        assertThat(unsubscribe("PUT", token, "List-Unsubscribe=One-Click").statusCode())
                .isEqualTo(405);
        HttpResponse<String> head = unsubscribe("HEAD", token, "");
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void textInAPageStaysText() {
        assertThat(HtmlPage.escaped("<a href=\"x\">&'"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }

    @Test
    void largeMailIsFetchedAsItCameAndNeverShown() throws Exception {
        HttpResponse<byte[]> mail = fetch("GET", link("emails/1"));

        assertThat(mail.statusCode()).isEqualTo(200);
        assertThat(mail.body()).isEqualTo(LARGE);
        assertThat(mail.headers().map())
                .containsEntry("content-type", List.of("message/rfc822"))
                .containsEntry("content-length", List.of("" + LARGE.length))
                .containsEntry("content-disposition", List.of("attachment; filename=\"mail.eml\""))
                .containsEntry("content-security-policy", List.of("sandbox; default-src 'none'"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKeys("set-cookie", "content-encoding");
    }

    @Test
    void headOfALargeMailHasNoBody() throws Exception {
        HttpResponse<byte[]> head = fetch("HEAD", link("emails/1"));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).contains("" + LARGE.length);
        assertThat(head.body()).isEmpty();
        await().until(() -> mails.open() == 0);
    }

    @Test
    void linkThatLeadsToNoMailSaysWhy() throws Exception {
        String ended =
                MAILS.token("relay-mail", "emails/1", Instant.now().minus(MailLinks.LIFETIME));

        HttpResponse<byte[]> gone = fetch("GET", link("gone"));
        HttpResponse<byte[]> forged = fetch("GET", link("emails/1").substring(1));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(forged.statusCode()).isEqualTo(404);
        assertThat(forged.body()).isEqualTo(gone.body());
        assertThat(fetch("GET", ended).statusCode()).isEqualTo(410);
        assertThat(new String(fetch("GET", ended).body(), UTF_8)).contains("for seven days");
        assertThat(fetch("HEAD", ended).body()).isEmpty();
    }

    @Test
    void mailThatCannotBeFetchedNowCanBeLater() throws Exception {
        HttpResponse<byte[]> away = fetch("GET", link("away"));

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("retry-after")).contains("60");
    }

    /// Half a mail must not pass for a whole one.
    @Test
    void mailThatBreaksOffIsNoWholeAnswer() {
        mails.breaksOff(5);
        try {
            assertThatThrownBy(() -> fetch("GET", link("emails/1")))
                    .isInstanceOf(IOException.class);
        } finally {
            mails.breaksOff(0);
        }
        await().until(() -> mails.open() == 0);
    }

    private static String link(String key) {
        return MAILS.token("relay-mail", key, Instant.now());
    }

    private HttpResponse<byte[]> fetch(String method, String token) throws Exception {
        return http.send(
                ask("/mail/" + token)
                        .header("Accept-Encoding", "gzip")
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> unsubscribe(String method, String token, String form)
            throws Exception {
        return http.send(
                ask("/unsubscribe/" + token).method(method, BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(api.port(), path)));
    }

    private static byte[] large() {
        byte[] mail = new byte[3_000_000];
        new Random(1).nextBytes(mail);
        return mail;
    }

    private Answer list(Supplier<Optional<Owner>> whoCalls) throws Exception {
        accounts.whoCalls = whoCalls;
        return new ApiClient(http, api.port(), "token").get("/api/v1/aliases");
    }

    private HttpApi start() {
        SecureRandom random = new SecureRandom();
        InMemorySignInStore signIns =
                new InMemorySignInStore(new InMemoryAccountStore(), InstantSource.system());
        AliasService aliases =
                new AliasService(
                        new InMemoryAliasStore(),
                        new RandomNames(random),
                        new Pseudonyms("a-key-for-tests-only"),
                        "relay.localhost",
                        new AccountLimits(DailyLimits.STANDARD, 5, 100));
        return HttpApi.start(
                "127.0.0.1",
                0,
                new UseCases(
                        new AccountService(
                                accounts,
                                random,
                                "relay.localhost",
                                new AccountLimits(DailyLimits.STANDARD, 5, 2_000),
                                PgpKey::armored),
                        aliases,
                        new DomainService(
                                new InMemoryDomainStore(),
                                "relay.localhost",
                                new Pseudonyms("a-key-for-tests-only"),
                                new MailSetup(
                                        "relay.localhost", "relay.localhost", Optional.empty()),
                                _ -> Map.of()),
                        new InMemoryRepeatStore(),
                        new Unsubscribing(aliases.store(), LINKS),
                        new Downloads(mails, MAILS, 2, InstantSource.system()),
                        new Redeliveries(past, accepted, mails, InstantSource.system()),
                        new MessageService(new InMemoryMessageStore(), InstantSource.system()),
                        new StatisticsService(
                                new InMemoryStatisticsStore(), InstantSource.system()),
                        new Live(),
                        new WebhookService(
                                new InMemoryWebhookStore(),
                                random,
                                _ -> {
                                    throw new TimeoutException();
                                },
                                new Network(false)),
                        new Operations(
                                new NoOperations(),
                                new NoOperations(),
                                () -> 0,
                                InstantSource.system()),
                        new SignIn(
                                signIns,
                                accounts,
                                post,
                                new Letters(DASHBOARD),
                                random,
                                true,
                                InstantSource.system()),
                        new AddressChange(
                                signIns,
                                post,
                                new Letters(DASHBOARD),
                                random,
                                InstantSource.system()),
                        Optional.empty(),
                        new TokenService(new InMemoryTokenStore(), random),
                        (_, _, _) -> List.of(),
                        new ApiToken("admin")),
                new Site(DASHBOARD, Set.of(), 40_000, false),
                new Meters(new SimpleMeterRegistry()));
    }

    private static Owner owner(boolean active, Scope scope) {
        return new Owner(UUID.randomUUID(), Plan.FREE, active, Set.of(scope), null);
    }

    /// Answers every token alike.
    private static final class OneOwner implements AccountStore {
        private volatile Supplier<Optional<Owner>> whoCalls = Optional::empty;

        @Override
        public Optional<UUID> add(
                EmailAddress email, Plan plan, ApiToken token, Set<Scope> scopes) {
            return Optional.empty();
        }

        @Override
        public Optional<Owner> owner(ApiToken token) {
            return whoCalls.get();
        }

        @Override
        public Optional<AccountDetails> find(UUID id) {
            return Optional.empty();
        }

        @Override
        public Optional<UUID> find(EmailAddress email) {
            return Optional.empty();
        }

        @Override
        public void delete(UUID id) {}

        @Override
        public Optional<AccountDetails> changeSettings(
                UUID id, UnaryOperator<AccountSettings> change) {
            return Optional.empty();
        }

        @Override
        public Optional<AccountDetails> changeStatus(UUID id, UnaryOperator<AccountStatus> change) {
            return Optional.empty();
        }
    }
}
