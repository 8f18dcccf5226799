package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.api.ApiClient;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.AccountSettings;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.PgpKeys;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.InMemoryAliasStore;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.domain.InMemoryDomainStore;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.platform.metrics.Meters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a caller sees when the store answers something unusual.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiTest {
    private static final UnsubscribeLinks LINKS = new UnsubscribeLinks("a-key-for-tests-only");
    private final OneOwner accounts = new OneOwner();
    private final HttpApi api = start(accounts);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void close() {
        http.close();
        api.close();
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
        HttpResponse<String> page = ask("GET", LINKS.token(UUID.randomUUID().toString()), "");

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
            assertThat(ask("POST", token, form).statusCode()).isEqualTo(400);
        }
        assertThat(ask("POST", token, "x".repeat(64 * 1024 + 1)).statusCode()).isEqualTo(413);
        assertThat(ask("PUT", token, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(405);
        HttpResponse<String> head = ask("HEAD", token, "");
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void textInAPageStaysText() {
        assertThat(HtmlPage.escaped("<a href=\"x\">&'"))
                .isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }

    private HttpResponse<String> ask(String method, String token, String form) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d/unsubscribe/%s".formatted(api.port(), token));
        return http.send(
                HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(form)).build(),
                BodyHandlers.ofString());
    }

    private Answer list(Supplier<Optional<Owner>> whoCalls) throws Exception {
        accounts.whoCalls = whoCalls;
        return new ApiClient(http, api.port(), "token").get("/api/v1/aliases");
    }

    private static HttpApi start(AccountStore accounts) {
        SecureRandom random = new SecureRandom();
        AliasService aliases =
                new AliasService(
                        new InMemoryAliasStore(),
                        new RandomNames(random),
                        new Pseudonyms("a-key-for-tests-only"),
                        "relay.localhost",
                        5);
        return HttpApi.start(
                "127.0.0.1",
                0,
                new AccountService(
                        accounts, random, "relay.localhost", DailyLimits.STANDARD, PgpKeys.ARMORED),
                aliases,
                new DomainService(new InMemoryDomainStore(), "relay.localhost"),
                new Unsubscribing(aliases.store(), LINKS),
                new ApiToken("admin"),
                new Meters(new SimpleMeterRegistry()));
    }

    private static Owner owner(boolean active, Scope scope) {
        return new Owner(UUID.randomUUID(), Plan.FREE, active, Set.of(scope));
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
