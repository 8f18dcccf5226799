package io.relaystream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.platform.config.ConfigException;
import io.relaystream.processor.dkim.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "RELAY_BOOTSTRAP_SERVERS", "127.0.0.1:19092",
                    "RELAY_PSEUDONYM_KEY", "canary-of-16-characters");

    @TempDir Path directory;

    @Test
    void issuesAliasesAndSendsFromTheSameDomainUnlessTold() {
        ProcessorConfig config = ProcessorConfig.from(REQUIRED);

        assertThat(config.aliasDomain()).isEqualTo("relay.localhost");
        assertThat(config.bounceAddress()).isEqualTo(new EmailAddress("bounces@relay.localhost"));
        assertThat(config.dailyLimits()).isEqualTo(DailyLimits.STANDARD);
        assertThat(config.sealKey().value()).isEqualTo("canary-of-16-characters");
    }

    @Test
    void sendsFromTheAliasDomainThatItIsTold() {
        ProcessorConfig config =
                ProcessorConfig.from(with(Map.of("RELAY_ALIAS_DOMAIN", "Bücher.Example.")));

        assertThat(config.aliasDomain()).isEqualTo("xn--bcher-kva.example");
        assertThat(config.bounceAddress())
                .isEqualTo(new EmailAddress("bounces@xn--bcher-kva.example"));
    }

    @Test
    void letsOnlyPremiumAccountsReplyUnlessToldOtherwise() {
        ProcessorConfig config =
                ProcessorConfig.from(
                        with(
                                Map.of(
                                        "RELAY_FREE_REPLIES", "true",
                                        "RELAY_REPLY_RETENTION", "P30D")));

        assertThat(config.freeReplies()).isTrue();
        assertThat(config.replyRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(ProcessorConfig.from(REQUIRED).freeReplies()).isFalse();
        assertThat(ProcessorConfig.from(REQUIRED).replyRetention()).isEqualTo(Duration.ofDays(180));
    }

    @Test
    void readsTheDailyLimits() {
        ProcessorConfig config = ProcessorConfig.from(with(Map.of("RELAY_DAILY_FORWARDS", "7")));

        assertThat(config.dailyLimits()).isEqualTo(new DailyLimits(7, 1_000_000_000, 100, 100));
    }

    @Test
    void sendsAsMuchAsTheProviderTakes() {
        assertThat(ProcessorConfig.from(REQUIRED).maxSendBytes()).isEqualTo(50_000_000);
        assertThat(ProcessorConfig.from(with(Map.of("RELAY_SENDER", "ses"))).maxSendBytes())
                .isEqualTo(40_000_000);
    }

    @Test
    void leadsToTheDashboard() {
        assertThat(ProcessorConfig.from(REQUIRED).dashboard().url())
                .isEqualTo("http://127.0.0.1:8081");
        assertThat(
                        ProcessorConfig.from(
                                        with(Map.of("RELAY_DASHBOARD_URL", "https://a.example/b/")))
                                .dashboard()
                                .url())
                .isEqualTo("https://a.example/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relay.example", "javascript:alert(1)", "https:a", "https://a.example/#b"})
    void refusesADashboardThatIsNoPage(String url) {
        assertThatThrownBy(() -> ProcessorConfig.from(with(Map.of("RELAY_DASHBOARD_URL", url))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "RELAY_DASHBOARD_URL must be a URL such as https://relay.example, got '%s'"
                                .formatted(url));
    }

    @ParameterizedTest
    @CsvSource({
        "a-local-of-14x@relay.example, 14",
        "bounces+x@relay.example, 9",
        "\"a..b\"@relay.example, 6"
    })
    void refusesABounceAddressWithoutRoomForAToken(String address, int length) {
        assertThatThrownBy(
                        () -> ProcessorConfig.from(with(Map.of("RELAY_BOUNCE_ADDRESS", address))))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_BOUNCE_ADDRESS must have at most 13 characters before the @, without + and quotes, as a token is added there, got %d"""
                                .formatted(length));
    }

    @Test
    void takesTheLongestBounceAddress() {
        String longest = "a-local-of-13@relay.example";

        ProcessorConfig config =
                ProcessorConfig.from(with(Map.of("RELAY_BOUNCE_ADDRESS", longest)));

        assertThat(config.bounceAddress().value()).isEqualTo(longest);
    }

    @Test
    void namesEveryProblemAtOnce() {
        Map<String, String> variables =
                Map.of(
                        "RELAY_PSEUDONYM_KEY", "short",
                        "RELAY_ALIAS_DOMAIN", "no host",
                        "RELAY_BOUNCE_ADDRESS", "nobody",
                        "RELAY_DAILY_BYTES", "0");

        assertThatThrownBy(() -> ProcessorConfig.from(variables))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_ALIAS_DOMAIN: Domain must be a host name, got 7 characters
                          - RELAY_BOOTSTRAP_SERVERS is required
                          - RELAY_DAILY_BYTES must be a whole number from 1 to 1000000000000000, got '0'
                          - RELAY_PSEUDONYM_KEY must have at least 16 characters, got 5
                          - RELAY_BOUNCE_ADDRESS: Email address must look like local@domain, got 6 characters""");
    }

    @Test
    void namesAMissingKeyOnce() {
        assertThatThrownBy(
                        () ->
                                ProcessorConfig.from(
                                        Map.of("RELAY_BOOTSTRAP_SERVERS", "127.0.0.1:19092")))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_PSEUDONYM_KEY is required""");
    }

    @Test
    void signsNothingUnlessTold() {
        assertThat(ProcessorConfig.from(REQUIRED).dkim()).isEmpty();
    }

    @Test
    void signsForTheAliasDomainUnlessTold() throws IOException {
        ProcessorConfig config = ProcessorConfig.from(withKey("RELAY_DKIM_SELECTOR", "Key1"));

        assertThat(config.dkim().orElseThrow().recordName())
                .isEqualTo("key1._domainkey.relay.localhost");
        assertThat(config.dkim().orElseThrow().domain()).isEqualTo("relay.localhost");
    }

    @Test
    void signsForADomainAboveThatOfTheAliases() throws IOException {
        Map<String, String> variables = withKey("RELAY_DKIM_SELECTOR", "key1.2026");
        variables.put("RELAY_ALIAS_DOMAIN", "mail.relay.example");
        variables.put("RELAY_DKIM_DOMAIN", "Relay.Example.");

        assertThat(ProcessorConfig.from(variables).dkim().orElseThrow().recordName())
                .isEqualTo("key1.2026._domainkey.relay.example");
    }

    @Test
    void namesEveryProblemOfSigningAtOnce() throws IOException {
        Map<String, String> variables = withKey("RELAY_DKIM_SELECTOR", "key_1");
        variables.put("RELAY_DKIM_DOMAIN", "other.example");
        variables.put("RELAY_SMTP_PORT", "x");
        Files.setPosixFilePermissions(
                Path.of(variables.get("RELAY_DKIM_KEY_FILE")),
                PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> ProcessorConfig.from(variables))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_SMTP_PORT must be a whole number from 0 to 65535, got 'x'
                          - RELAY_DKIM_KEY_FILE: File must be open to its owner only (rw-------), got rw-r--r--: run 'chmod 600 %s'
                          - RELAY_DKIM_SELECTOR must consist of letters, digits, hyphens and dots, got 'key_1'
                          - RELAY_DKIM_DOMAIN must be relay.localhost or a domain above it, got 'other.example'""",
                        variables.get("RELAY_DKIM_KEY_FILE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evilrelay.localhost", "my.relay.localhost", "host"})
    void refusesToSignForADomainThatIsNotAboveThatOfTheAliases(String domain) throws IOException {
        Map<String, String> variables = withKey("RELAY_DKIM_SELECTOR", "key1");
        variables.put("RELAY_DKIM_DOMAIN", domain);

        assertThatThrownBy(() -> ProcessorConfig.from(variables))
                .hasMessageContaining(
                        "RELAY_DKIM_DOMAIN must be relay.localhost or a domain above it, got '%s'",
                        domain);
    }

    @Test
    void needsKeyAndSelectorTogether() throws IOException {
        Map<String, String> withoutKey =
                with(Map.of("RELAY_DKIM_SELECTOR", "key1", "RELAY_DKIM_DOMAIN", "localhost"));
        Map<String, String> withoutSelector = withKey("RELAY_DKIM_SELECTOR", "");

        assertThatThrownBy(() -> ProcessorConfig.from(withoutKey))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_DKIM_SELECTOR must be set together with RELAY_DKIM_KEY_FILE, got only one of them
                          - RELAY_DKIM_DOMAIN must be set together with RELAY_DKIM_KEY_FILE, got only one of them""");
        assertThatThrownBy(() -> ProcessorConfig.from(withoutSelector))
                .hasMessage(
                        """
                        Invalid configuration:
                          - RELAY_DKIM_SELECTOR is required""");
    }

    @Test
    void showsNoSecret() {
        assertThat(ProcessorConfig.from(REQUIRED).toString()).doesNotContain("canary");
    }

    private Map<String, String> withKey(String name, String value) throws IOException {
        Path file = directory.resolve("dkim.pem");
        Files.writeString(file, TestKeys.PEM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> variables = with(Map.of("RELAY_DKIM_KEY_FILE", file.toString()));
        variables.put(name, value);
        return variables;
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(REQUIRED);
        variables.putAll(more);
        return variables;
    }
}
