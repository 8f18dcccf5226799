package io.relaystream.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvTest {

    @Test
    void readsEveryKindOfValue() {
        Map<String, String> variables =
                Map.of(
                        "RELAY_BOOTSTRAP_SERVERS", " a:1 , b:2,, ",
                        "RELAY_SMTP_HOST", " mail.example ",
                        "RELAY_SMTP_PORT", "25",
                        "RELAY_PARTITIONS", "12",
                        "RELAY_MAX_DELIVERY_BYTES", "5000000000",
                        "RELAY_IN_DOUBT_WAIT", "PT3M",
                        "RELAY_SENDER", "premium",
                        "RELAY_INFLUX_URL", "http://influx.example:8086",
                        "RELAY_SMTP_PASSWORD", "secret");

        Duration second = Duration.ofSeconds(1);
        assertRead(
                variables,
                env -> env.list(Setting.BOOTSTRAP_SERVERS, text -> text),
                List.of("a:1", "b:2"));
        assertRead(variables, env -> env.text(Setting.SMTP_HOST), "mail.example");
        assertRead(variables, env -> env.text(Setting.SMTP_HOST, "other"), "mail.example");
        assertRead(variables, env -> env.port(Setting.SMTP_PORT, 2525), 25);
        assertRead(variables, env -> env.integer(Setting.PARTITIONS, 6, 1, 100), 12);
        assertRead(
                variables,
                env -> env.number(Setting.MAX_DELIVERY_BYTES, 1, 1, 1L << 40),
                5_000_000_000L);
        assertRead(
                variables,
                env -> env.duration(Setting.IN_DOUBT_WAIT, second, second),
                Duration.ofMinutes(3));
        assertRead(
                variables, env -> env.choice(Setting.SENDER, Plan.class, Plan.FREE), Plan.PREMIUM);
        assertRead(
                variables,
                env -> env.optionalUri(Setting.INFLUX_URL),
                Optional.of(URI.create("http://influx.example:8086")));
        assertRead(variables, env -> env.secret(Setting.SMTP_PASSWORD), new Secret("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void aBlankValueIsNoValue(String blank) {
        Map<String, String> variables =
                Map.of(
                        "RELAY_SMTP_HOST", blank,
                        "RELAY_SMTP_PORT", blank,
                        "RELAY_IN_DOUBT_WAIT", blank,
                        "RELAY_SENDER", blank,
                        "RELAY_INFLUX_URL", blank,
                        "RELAY_SMTP_PASSWORD", blank);
        Duration second = Duration.ofSeconds(1);
        assertRead(variables, env -> env.optional(Setting.SMTP_HOST), Optional.empty());
        assertRead(variables, env -> env.text(Setting.SMTP_HOST, "other"), "other");
        assertRead(variables, env -> env.port(Setting.SMTP_PORT, 2525), 2525);
        assertRead(variables, env -> env.duration(Setting.IN_DOUBT_WAIT, second, second), second);
        assertRead(variables, env -> env.choice(Setting.SENDER, Plan.class, Plan.FREE), Plan.FREE);
        assertRead(variables, env -> env.optionalUri(Setting.INFLUX_URL), Optional.empty());
        assertRead(variables, env -> env.optionalSecret(Setting.SMTP_PASSWORD), Optional.empty());
        assertRead(
                variables, env -> env.secret(Setting.SMTP_PASSWORD, "other"), new Secret("other"));
        assertRefused(variables, env -> env.text(Setting.SMTP_HOST), "RELAY_SMTP_HOST is required");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "ON, true", "yes, true", "1, true", "False, false", "0, false"})
    void readsWhetherSomethingIsDone(String text, boolean done) {
        assertRead(Map.of("RELAY_FREE_REPLIES", text), env -> env.flag(Setting.FREE_REPLIES), done);
    }

    @Test
    void doesNothingUnlessItIsToldClearly() {
        assertRead(Map.of(), env -> env.flag(Setting.FREE_REPLIES), false);
        assertRefused(
                Map.of("RELAY_FREE_REPLIES", "maybe"),
                env -> env.flag(Setting.FREE_REPLIES),
                "RELAY_FREE_REPLIES must be true or false, got 'maybe'");
    }

    @Test
    void namesAllProblemsAtOnce() {
        Map<String, String> variables =
                Map.of(
                        "PATH", "/bin",
                        "RELAY_PARTITIONS", "six",
                        "RELAY_IN_DOUBT_WAIT", "5s",
                        "RELAY_SMTP_PASWORD", "secret",
                        "RELAY_TURBO", "on");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Env.load(variables, EnvTest::everything))
                .withMessage(
                        """
                        Invalid configuration:
                          - RELAY_BOOTSTRAP_SERVERS is required
                          - RELAY_PARTITIONS must be a whole number from 1 to 100, got 'six'
                          - RELAY_IN_DOUBT_WAIT must be an ISO-8601 duration such as PT30S, got '5s'
                          - RELAY_SMTP_PASSWORD is required
                          - RELAY_SMTP_PASWORD is set but nothing reads it; did you mean RELAY_SMTP_PASSWORD?
                          - RELAY_TURBO is set but nothing reads it\
                        """);
    }

    @Test
    void namesTheCombinationThatTheRecordRefuses() {
        assertRefused(
                Map.of(),
                env -> {
                    throw new IllegalArgumentException("RELAY_SENDER must fit RELAY_SMTP_HOST");
                },
                "RELAY_SENDER must fit RELAY_SMTP_HOST");
        assertRefused(
                Map.of("RELAY_TURBO", "on"),
                env -> {
                    throw new IllegalArgumentException("RELAY_SENDER must fit RELAY_SMTP_HOST");
                },
                "RELAY_SENDER must fit RELAY_SMTP_HOST\n  - RELAY_TURBO is set but nothing reads it");
    }

    @Test
    void doesNotBlameTheStandInForAMissingValue() {
        assertRefused(
                Map.of(),
                env -> {
                    if (env.text(Setting.PSEUDONYM_KEY).length() < 16) {
                        throw new IllegalArgumentException("too short");
                    }
                    return "";
                },
                "RELAY_PSEUDONYM_KEY is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -1    | RELAY_SMTP_PORT must be a whole number from 0 to 65535, got '-1'
                    65536 | RELAY_SMTP_PORT must be a whole number from 0 to 65535, got '65536'
                    25.5  | RELAY_SMTP_PORT must be a whole number from 0 to 65535, got '25.5'
                    99999999999999999999 | RELAY_SMTP_PORT must be a whole number from 0 to 65535, got '99999999999999999999'
                    """)
    void refusesAPortThatIsNone(String value, String problem) {
        assertRefused(
                Map.of("RELAY_SMTP_PORT", value), env -> env.port(Setting.SMTP_PORT, 25), problem);
    }

    @Test
    void acceptsTheBoundsOfANumber() {
        for (String bound : List.of("0", "65535")) {
            assertRead(
                    Map.of("RELAY_SMTP_PORT", bound),
                    env -> env.port(Setting.SMTP_PORT, 25),
                    Integer.valueOf(bound));
        }
    }

    @Test
    void refusesAValueThatIsNotOfItsKind() {
        Duration second = Duration.ofSeconds(1);
        assertRefused(
                Map.of("RELAY_IN_DOUBT_WAIT", "PT0.5S"),
                env -> env.duration(Setting.IN_DOUBT_WAIT, second, second),
                "RELAY_IN_DOUBT_WAIT must be from PT1S to PT876000H, got PT0.5S");
        assertRefused(
                Map.of("RELAY_SENDER", "Free"),
                env -> env.choice(Setting.SENDER, Plan.class, Plan.FREE),
                "RELAY_SENDER must be one of free, premium, got 'Free'");
        assertRefused(
                Map.of("RELAY_BOOTSTRAP_SERVERS", " , "),
                env -> env.list(Setting.BOOTSTRAP_SERVERS, text -> text),
                "RELAY_BOOTSTRAP_SERVERS must name at least one value, got ','");
        assertRefused(
                Map.of(),
                env -> env.list(Setting.BOOTSTRAP_SERVERS, text -> text),
                "RELAY_BOOTSTRAP_SERVERS is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"influx.example:8086", "http://", "/influx", "http://a b"})
    void refusesAUrlWithoutSchemeOrHost(String url) {
        assertRefused(
                Map.of("RELAY_INFLUX_URL", url),
                env -> env.optionalUri(Setting.INFLUX_URL),
                "RELAY_INFLUX_URL must be a URL such as http://127.0.0.1:9000, got '%s'"
                        .formatted(url));
    }

    @Test
    void aValueOfAnotherTypeIsReadWithTheOthers() {
        Map<String, String> variables =
                Map.of(
                        "RELAY_BOUNCE_ADDRESS", "nobody",
                        "RELAY_PARTITIONS", "many");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () ->
                                Env.load(
                                        variables,
                                        env ->
                                                List.of(
                                                        env.parsed(
                                                                Setting.BOUNCE_ADDRESS,
                                                                EmailAddress::new,
                                                                new EmailAddress("a@b.example")),
                                                        env.integer(Setting.PARTITIONS, 6, 1, 9))))
                .withMessage(
                        """
                        Invalid configuration:
                          - RELAY_BOUNCE_ADDRESS: Email address must look like local@domain, got 6 characters
                          - RELAY_PARTITIONS must be a whole number from 1 to 9, got 'many'""");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() {
        assertRead(
                Map.of("PATH", "/bin", "RELAYX", "1", "MY_RELAY_PORT", "2"), _ -> "well", "well");
    }

    @Test
    void secretsHideThemselves() {
        assertThat(new Secret("a very secret value")).hasToString("***");
        assertThat(Optional.of(new Secret("a very secret value")).toString())
                .doesNotContain("secret value");
    }

    private static List<Object> everything(Env env) {
        return List.of(
                env.list(Setting.BOOTSTRAP_SERVERS, text -> text),
                env.integer(Setting.PARTITIONS, 6, 1, 100),
                env.duration(Setting.IN_DOUBT_WAIT, Duration.ZERO, Duration.ZERO),
                env.secret(Setting.SMTP_PASSWORD));
    }

    private static void assertRead(
            Map<String, String> variables, Function<Env, Object> read, Object expected) {
        assertThat(Env.load(variables, read)).isEqualTo(expected);
    }

    private static void assertRefused(
            Map<String, String> variables, Function<Env, ?> read, String problem) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Env.load(variables, read))
                .withMessage("Invalid configuration:\n  - " + problem);
    }
}
