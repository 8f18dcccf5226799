package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.domain.MailSetup;
import io.relaystream.api.http.Site;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.platform.config.ConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "RELAY_BOOTSTRAP_SERVERS", "127.0.0.1:19092",
                    "RELAY_DB_URL", "jdbc:postgresql://127.0.0.1:15432/relaystream",
                    "RELAY_DB_USER", "relay",
                    "RELAY_DB_PASSWORD", "canary-1",
                    "RELAY_PSEUDONYM_KEY", "canary-2-of-16-characters");

    @Test
    void bindsToLoopbackUnlessTold() {
        ApiConfig config = ApiConfig.from(REQUIRED);

        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8081);
        assertThat(config.managementPort()).isEqualTo(8091);
        assertThat(config.adminToken().value()).isEqualTo("dev-admin-token");
        assertThat(config.aliasDomain()).isEqualTo("relay.localhost");
        assertThat(config.freeAliases()).isEqualTo(5);
        assertThat(config.partitions()).isEqualTo(6);
        assertThat(config.instance()).isNotEmpty();
        assertThat(config.dailyLimits()).isEqualTo(DailyLimits.STANDARD);
        assertThat(config.s3().region()).isEqualTo("us-east-1");
        assertThat(config.s3().endpoint()).isEmpty();
    }

    @Test
    void readsWhereLargeMailsLie() {
        ApiConfig config =
                ApiConfig.from(
                        with(
                                Map.of(
                                        "RELAY_AWS_REGION", "eu-central-1",
                                        "RELAY_S3_ENDPOINT", "http://127.0.0.1:19000",
                                        "RELAY_S3_ACCESS_KEY", "key",
                                        "RELAY_S3_SECRET_KEY", "canary-3")));

        assertThat(config.s3().region()).isEqualTo("eu-central-1");
        assertThat(config.s3().endpoint()).contains(URI.create("http://127.0.0.1:19000"));
        assertThat(config.s3().secretKey().orElseThrow().value()).isEqualTo("canary-3");
        assertThat(config.toString()).doesNotContain("canary");
    }

    @Test
    void keysOfTheObjectStoreComeTogether() {
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of("RELAY_S3_ACCESS_KEY", "key"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "RELAY_S3_ACCESS_KEY and RELAY_S3_SECRET_KEY must be set together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7", "api.example"})
    void refusesTheKnownAdminTokenBeyondLoopback(String bind) {
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of("RELAY_BIND", bind))))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_ADMIN_TOKEN must be a secret of your own when RELAY_BIND is beyond loopback, got RELAY_BIND=%s and the token that everybody knows"""
                                .formatted(bind));
    }

    @Test
    void bindsBeyondLoopbackWithATokenOfItsOwn() {
        ApiConfig config =
                ApiConfig.from(with(Map.of("RELAY_BIND", "0.0.0.0", "RELAY_ADMIN_TOKEN", "mine")));

        assertThat(config.bind()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.2", "::1"})
    void takesTheKnownAdminTokenOnLoopback(String bind) {
        assertThat(ApiConfig.from(with(Map.of("RELAY_BIND", bind))).bind()).isEqualTo(bind);
    }

    @Test
    void refusesAWeakPseudonymKey() {
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of("RELAY_PSEUDONYM_KEY", "short"))))
                .hasMessageContaining(
                        "RELAY_PSEUDONYM_KEY must have at least 16 characters, got 5");
    }

    @Test
    void readsTheDailyLimits() {
        Map<String, String> limits =
                Map.of(
                        "RELAY_DAILY_FORWARDS", "10",
                        "RELAY_DAILY_BYTES", "20",
                        "RELAY_DAILY_REPLIES", "30",
                        "RELAY_DAILY_ALIASES", "40");

        assertThat(ApiConfig.from(with(limits)).dailyLimits())
                .isEqualTo(new DailyLimits(10, 20, 30, 40));
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of("RELAY_DAILY_BYTES", "0"))))
                .hasMessageContaining("RELAY_DAILY_BYTES must be a whole number from 1 to ");
    }

    /// There, webhooks may post to this machine.
    @Test
    void isLocalOnlyWherePeopleSeeItOnTheirOwnMachine() {
        assertThat(ApiConfig.from(REQUIRED).site().local()).isTrue();
        assertThat(at("http://localhost:8081").site().local()).isTrue();
        assertThat(at("http://[::1]:8081").site().local()).isTrue();
        assertThat(at("https://relay.example").site().local()).isFalse();
        assertThat(at("https://127.0.0.1.relay.example").site().local()).isFalse();
        assertThatThrownBy(() -> at("relay.example"))
                .hasMessageContaining(
                        "RELAY_DASHBOARD_URL must be a URL such as https://relay.example, got 'relay.example'");
    }

    @Test
    void readsWhatOwnersPutIntoDns() {
        MailSetup standard = ApiConfig.from(REQUIRED).mailSetup();
        ApiConfig config =
                ApiConfig.from(
                        with(
                                Map.of(
                                        "RELAY_MX_HOST", "MX.example",
                                        "RELAY_SPF_INCLUDE", "spf.example",
                                        "RELAY_DKIM_SELECTOR", "s1",
                                        "RELAY_DNS_SERVER", "127.0.0.1:5353")));

        assertThat(standard)
                .isEqualTo(new MailSetup("relay.localhost", "relay.localhost", Optional.empty()));
        assertThat(config.mailSetup())
                .isEqualTo(
                        new MailSetup(
                                "mx.example",
                                "spf.example",
                                Optional.of(new MailSetup.DkimKey("s1", "relay.localhost"))));
        assertThat(config.dnsServer())
                .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353));
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of("RELAY_DNS_SERVER", "127.0.0.1"))))
                .hasMessageContaining("RELAY_DNS_SERVER: must be host:port, got '127.0.0.1'");
    }

    @Test
    void peopleSignUpHereUnlessTold() {
        ApiConfig config = ApiConfig.from(REQUIRED);

        assertThat(config.signUp()).isTrue();
        assertThat(config.oidc()).isEmpty();
        assertThat(config.sender()).isEqualTo(ApiConfig.Sender.SMTP);
        assertThat(config.site())
                .isEqualTo(new Site(URI.create("http://127.0.0.1:8081"), Set.of(), 40_000, false));
        assertThat(ApiConfig.from(with(Map.of("RELAY_SIGN_UP", "closed"))).signUp()).isFalse();
    }

    @Test
    void readsWhereItIsFound() {
        Site site =
                ApiConfig.from(
                                with(
                                        Map.of(
                                                "RELAY_DASHBOARD_URL", "https://relay.example/",
                                                "RELAY_CORS_ORIGINS",
                                                        "https://a.example, http://localhost:5173",
                                                "RELAY_API_REQUESTS_PER_MINUTE", "60",
                                                "RELAY_BEHIND_PROXY", "true")))
                        .site();

        assertThat(site)
                .isEqualTo(
                        new Site(
                                URI.create("https://relay.example"),
                                Set.of("https://a.example", "http://localhost:5173"),
                                60,
                                true));
    }

    @ParameterizedTest
    @CsvSource({
        "RELAY_DASHBOARD_URL, relay.example",
        "RELAY_DASHBOARD_URL, https://relay.example/below",
        "RELAY_CORS_ORIGINS, *",
        "RELAY_CORS_ORIGINS, https://a.example/",
        "RELAY_OIDC_ISSUER, provider"
    })
    void namesWhatIsNoAddress(String variable, String value) {
        assertThatThrownBy(() -> ApiConfig.from(with(Map.of(variable, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(variable + " must be")
                .hasMessageContaining(value);
    }

    @Test
    void providerAndClientIdComeTogether() {
        assertThatThrownBy(
                        () ->
                                ApiConfig.from(
                                        with(Map.of("RELAY_OIDC_ISSUER", "https://id.example"))))
                .hasMessageContaining(
                        "RELAY_OIDC_ISSUER and RELAY_OIDC_AUDIENCE must be set together");
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> ApiConfig.from(Map.of("RELAY_API_PORT", "http")))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_BOOTSTRAP_SERVERS is required
                          - RELAY_API_PORT must be a whole number from 0 to 65535, got 'http'
                          - RELAY_DB_URL is required
                          - RELAY_DB_USER is required
                          - RELAY_DB_PASSWORD is required
                          - RELAY_PSEUDONYM_KEY is required""");
    }

    @Test
    void showsNoSecret() {
        assertThat(ApiConfig.from(REQUIRED).toString()).doesNotContain("canary", "dev-admin-token");
    }

    private static ApiConfig at(String dashboard) {
        return ApiConfig.from(with(Map.of("RELAY_DASHBOARD_URL", dashboard)));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(REQUIRED);
        variables.putAll(more);
        return variables;
    }
}
