package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.relaystream.api.ApiClient;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.InMemoryAccountStore;
import io.relaystream.api.account.PgpKey;
import io.relaystream.api.account.Scope;
import io.relaystream.api.identity.InMemorySignInStore;
import io.relaystream.api.identity.OidcIdentity;
import io.relaystream.api.identity.OidcSignIn;
import io.relaystream.api.identity.OidcTokens.Verdict;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is looked up, and who is sent away before; which letters count. All happens within one
/// minute.
class RateLimitsTest {
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-01-05T12:00:00Z"));
    private static final int STRANGERS = 600;
    private static final int EACH = 10;
    private static final EmailAddress ANN = new EmailAddress("ann@home.example");
    private static final EmailAddress BOB = new EmailAddress("bob@home.example");
    private static final EmailAddress EVE = new EmailAddress("eve@home.example");

    private final InMemoryAccountStore accounts = new InMemoryAccountStore();
    private final AtomicInteger lookups = new AtomicInteger();
    private final Javalin server = start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        server.stop();
    }

    @Test
    void strangersAreNotLookedUpOnceTheirShareIsUsedUp() throws Exception {
        come(STRANGERS, "un.known.token");
        assertThat(lookups).hasValue(STRANGERS);

        Answer refused = with("un.known.token").get("/");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("600");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(status("", "Cookie", "relaystream_session=unknown")).isEqualTo(429);
        assertThat(lookups).hasValue(STRANGERS);
    }

    @Test
    void whoIsKnownInThisMinuteComesInBesideStrangers() throws Exception {
        accounts.add(ANN, Plan.FREE, new ApiToken("rs_ann"), Set.of(Scope.READ));
        accounts.add(BOB, Plan.FREE, new ApiToken("rs_bob"), Set.of(Scope.READ));
        assertThat(status("rs_ann")).isEqualTo(200);
        assertThat(status("genuine.provider.token")).isEqualTo(200);

        come(STRANGERS, "un.known.token");

        assertThat(status("rs_ann")).isEqualTo(200);
        assertThat(status("genuine.provider.token")).isEqualTo(200);
        assertThat(status("admin")).isEqualTo(200);
        assertThat(status("rs_bob")).isEqualTo(429);
    }

    @Test
    void knownCallersAreNotLookedUpOnceTheirShareIsUsedUp() throws Exception {
        come(EACH, "genuine.provider.token");

        Answer refused = with("genuine.provider.token").get("/");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Limit")).isEqualTo("10");
        assertThat(lookups).hasValue(EACH);
    }

    @Test
    void requestsThatFailToBeLookedUpCount() throws Exception {
        assertThat(status("away.away.away")).isEqualTo(503);

        come(STRANGERS - 1, "away.away.away");

        assertThat(status("away.away.away")).isEqualTo(429);
        assertThat(lookups).hasValue(STRANGERS);
    }

    @Test
    void lettersThatAreNotAcceptedDoNotCountForTheirReader() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(letter("busy")).isEqualTo(503);
            assertThat(letter("broken")).isEqualTo(500);
        }

        for (int i = 0; i < 5; i++) {
            assertThat(letter("accepted")).isEqualTo(202);
        }
        assertThat(letter("accepted")).isEqualTo(429);
    }

    /// Whoever may not write to one of two has not written to the other one.
    @Test
    void lettersOfWhichOneIsRefusedCountForNobody() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(letter("accepted")).isEqualTo(202);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(letter("accepted", BOB, ANN)).isEqualTo(429);
        }

        assertThat(letter("accepted", BOB)).isEqualTo(202);
    }

    @Test
    void placeThatIsRefusedKeepsNobodyElseFromLetters() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(letter("busy")).isEqualTo(503);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(letter("accepted")).isEqualTo(429);
        }

        assertThat(letterFrom("192.0.2.2", "accepted", ANN)).isEqualTo(202);
    }

    private int letter(String what) throws Exception {
        return letter(what, ANN);
    }

    private int letter(String what, EmailAddress... to) throws Exception {
        return letterFrom("192.0.2.1", what, to);
    }

    private int letterFrom(String place, String what, EmailAddress... to) throws Exception {
        String readers = Stream.of(to).map(EmailAddress::value).collect(Collectors.joining(","));
        return with("").send("POST", "/letters/" + what, readers, "X-Forwarded-For", place)
                .status();
    }

    private static void write(RateLimits limits, Context request) {
        List<EmailAddress> to =
                Stream.of(request.body().split(",", -1)).map(EmailAddress::new).toList();
        boolean asked = limits.countLetters(request, to, () -> post(request.pathParam("what")));
        request.status(asked ? 202 : 503);
    }

    private static boolean post(String what) {
        if (what.equals("broken")) {
            throw new IllegalStateException("The store is away");
        }
        return what.equals("accepted");
    }

    private void come(int times, String token) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(status(token)).isNotEqualTo(429);
        }
    }

    private int status(String token, String... headers) throws Exception {
        return with(token).send("GET", "/", "", headers).status();
    }

    private ApiClient with(String token) {
        return new ApiClient(http, server.port(), token);
    }

    private Javalin start() {
        Callers callers =
                new Callers(
                        accounts,
                        new InMemorySignInStore(accounts, NOON),
                        Optional.of(provider()),
                        new ApiToken("admin"),
                        new Site(URI.create("http://127.0.0.1"), Set.of(), EACH, false));
        RateLimits limits = new RateLimits(callers, EACH, true, NOON);
        return Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.routes.before(limits::count);
                            config.routes.get("/", request -> request.status(200));
                            config.routes.post(
                                    "/letters/{what}", request -> write(limits, request));
                            HttpApi.explainErrors(config.routes);
                        })
                .start("127.0.0.1", 0);
    }

    /// Each of its tokens leads to a lookup.
    private OidcSignIn provider() {
        return new OidcSignIn(
                "https://provider.example",
                "client",
                token -> {
                    lookups.incrementAndGet();
                    return switch (token.value()) {
                        case "genuine.provider.token" ->
                                new Verdict.Genuine(
                                        new OidcIdentity("eve", Optional.of(EVE)), Instant.MAX);
                        case "away.away.away" -> new Verdict.Unavailable();
                        default -> new Verdict.Refused();
                    };
                },
                new InMemorySignInStore(accounts, NOON),
                new AccountService(
                        accounts,
                        new SecureRandom(),
                        "relay.localhost",
                        new AccountLimits(DailyLimits.STANDARD, 5, 2_000),
                        PgpKey::armored),
                true);
    }
}
