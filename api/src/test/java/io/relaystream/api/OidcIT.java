package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import io.relaystream.api.ApiClient.Answer;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// People who come from an OpenID provider.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class OidcIT {
    private static final String ACCOUNT = "/api/v1/account";
    private static final String TOKENS = "/api/v1/tokens";

    private final TestDatabase postgres;
    private final EmbeddedKafka kafka;
    private final FakeProvider provider = new FakeProvider();
    private final HttpClient http = HttpClient.newHttpClient();
    private Api api;

    OidcIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        this.postgres = new TestDatabase(directory.resolve("postgres"));
        this.kafka = kafka;
        this.api = start(provider.issuer(), Map.of());
    }

    @AfterAll
    void close() {
        http.close();
        api.close();
        provider.close();
        postgres.close();
    }

    @Test
    void everybodyMayKnowTheProvider() throws Exception {
        assertThat(with("").get("/api/v1/about").body().path("oidc").toString())
                .isEqualTo(
                        "{\"issuer\":\"%s\",\"clientId\":\"relaystream-client\"}"
                                .formatted(provider.issuer()));
    }

    @Test
    void verifiedAddressGetsAnAccountThatStaysItsUsers() throws Exception {
        String subject = any();
        String email = any() + "@home.example";

        Answer first = with(provider.rs256(provider.claims(subject, email))).get(ACCOUNT);
        Answer second =
                with(provider.es256(provider.claims(subject, any() + "@new.example")))
                        .patch(ACCOUNT, "{\"banner\":false}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("email")).isEqualTo(email);
        assertThat(first.body().path("verified").asBoolean()).isTrue();
        assertThat(first.header("RateLimit-Limit")).isEqualTo("40000");
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.text("email")).isEqualTo(email);
    }

    @Test
    void tokenThatIsMadeWithOneOfTheProviderEndsWithIt() throws Exception {
        Instant end = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
        ApiClient ann =
                with(
                        provider.rs256(
                                provider.claims(any(), any() + "@home.example")
                                        .expirationTime(Date.from(end))));

        Answer lasting = ann.post(TOKENS, "{\"name\":\"Phone\",\"scopes\":[\"read\"]}");
        Answer longer = ann.post(TOKENS, ending(end.plusSeconds(1)));
        Answer made = ann.post(TOKENS, ending(end));

        assertThat(lasting.status()).isEqualTo(longer.status()).isEqualTo(400);
        assertThat(lasting.text("detail"))
                .isEqualTo(longer.text("detail"))
                .isEqualTo(
                        "expiresAt must be at the latest %s, when the token that you use ends"
                                .formatted(end));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("expiresAt")).isEqualTo(end.toString());
    }

    @Test
    void accountThatIsThereIsFoundByItsAddress() throws Exception {
        String email = any() + "@home.example";
        String id =
                with("dev-admin-token")
                        .post(
                                "/api/v1/accounts",
                                "{\"email\":\"%s\",\"plan\":\"premium\"}".formatted(email))
                        .text("id");

        Answer account = with(provider.rs256(provider.claims(any(), email))).get(ACCOUNT);

        assertThat(account.text("id")).isEqualTo(id);
        assertThat(account.text("plan")).isEqualTo("premium");
    }

    @Test
    void addressThatIsNotVerifiedOpensNothing() throws Exception {
        String email = any() + "@home.example";

        refused(provider.rs256(provider.claims(any(), email).claim("email_verified", false)));
        refused(provider.rs256(provider.claims(any(), email).claim("email_verified", null)));
        refused(provider.rs256(provider.claims(any(), email).claim("email_verified", "true")));
        refused(provider.rs256(provider.claims(any(), "no address")));
        refused(provider.rs256(provider.claims(any(), any() + "@relay.localhost")));
    }

    @Test
    void tokenMustBeOfTheProviderForUsAndOfNow() throws Exception {
        String email = any() + "@home.example";
        Date past = Date.from(Instant.now().minusSeconds(300));

        refused(provider.rs256(provider.claims(any(), email).issuer("https://evil.example")));
        refused(provider.rs256(provider.claims(any(), email).audience("another-client")));
        refused(provider.rs256(provider.claims(any(), email).expirationTime(past)));
        refused(provider.rs256(provider.claims(any(), email).expirationTime(null)));
        refused(provider.rs256(provider.claims(any(), email).subject(null)));
        refused("a.b.c");
    }

    @Test
    void tokenMustBeSignedByAKeyOfTheProvider() throws Exception {
        String email = any() + "@home.example";
        RSASSASigner stranger = new RSASSASigner(new RSAKeyGenerator(2048).generate());
        MACSigner known = new MACSigner(provider.rsa().toRSAPublicKey().getEncoded());

        for (String token :
                List.of(
                        new PlainJWT(provider.claims(any(), email).build()).serialize(),
                        FakeProvider.signed(
                                JWSAlgorithm.HS256, "rsa", known, provider.claims(any(), email)),
                        FakeProvider.signed(
                                JWSAlgorithm.RS256, "rsa", stranger, provider.claims(any(), email)),
                        FakeProvider.signed(
                                JWSAlgorithm.RS512,
                                "rsa",
                                new RSASSASigner(provider.rsa()),
                                provider.claims(any(), email)),
                        FakeProvider.signed(
                                JWSAlgorithm.RS256,
                                "unknown",
                                stranger,
                                provider.claims(any(), email)),
                        FakeProvider.signed(
                                JWSAlgorithm.RS256,
                                "unknown too",
                                stranger,
                                provider.claims(any(), email)))) {
            refused(token);
        }
        assertThat(postgres.find("SELECT 1 FROM account WHERE email = ?", email)).isEmpty();
    }

    @Test
    void ourOwnTokensWorkAsEver() throws Exception {
        String token =
                with("dev-admin-token")
                        .post(
                                "/api/v1/accounts",
                                "{\"email\":\"%s@home.example\",\"plan\":\"free\"}"
                                        .formatted(any()))
                        .text("token");

        assertThat(with(token).get(ACCOUNT).status()).isEqualTo(200);
    }

    @Test
    void nobodyGetsAnAccountWhereNobodyCanSignUp() throws Exception {
        restart(provider.issuer(), Map.of("RELAY_SIGN_UP", "closed"));
        try {
            refused(provider.rs256(provider.claims(any(), any() + "@home.example")));
        } finally {
            restart(provider.issuer(), Map.of());
        }
    }

    @Test
    void providerThatIsAwayIsNoReasonToForgetAToken() throws Exception {
        restart("http://127.0.0.1:1", Map.of());
        try {
            Answer answer =
                    with(provider.rs256(provider.claims(any(), any() + "@home.example")))
                            .get(ACCOUNT);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("unavailable");
        } finally {
            restart(provider.issuer(), Map.of());
        }
    }

    private Api start(String issuer, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("RELAY_OIDC_ISSUER", issuer);
        settings.put("RELAY_OIDC_AUDIENCE", FakeProvider.CLIENT);
        return Api.start(TestSettings.of(postgres, kafka, settings));
    }

    private void restart(String issuer, Map<String, String> more) throws Exception {
        api.close();
        api = start(issuer, more);
    }

    private ApiClient with(String token) {
        return new ApiClient(http, api.port(), token);
    }

    private void refused(String token) throws Exception {
        Answer answer = with(token).get(ACCOUNT);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
    }

    private static String ending(Instant end) {
        return "{\"name\":\"Phone\",\"scopes\":[\"read\"],\"expiresAt\":\"%s\"}".formatted(end);
    }

    private static String any() {
        return UUID.randomUUID().toString();
    }
}
