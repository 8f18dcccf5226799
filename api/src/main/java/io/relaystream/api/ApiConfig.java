package io.relaystream.api;

import io.relaystream.api.domain.MailSetup;
import io.relaystream.api.edge.oidc.OidcConfig;
import io.relaystream.api.edge.s3.S3Config;
import io.relaystream.api.edge.smtp.SmtpConfig;
import io.relaystream.api.http.Site;
import io.relaystream.core.Code;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.config.DailyLimitSettings;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.HostName;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.platform.metrics.MetricsConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Settings of the API, read from `RELAY_*` variables.
///
/// @param instance name of this process, stable across its restarts
/// @param databaseUrl JDBC URL of Postgres; alias-cdc makes the schema
/// @param aliasDomain domain of the addresses that we issue
/// @param pseudonymKey what deleted addresses are hashed with and the links in mail are sealed
///   with; with another key the addresses could be issued again, and the links would lead nowhere
/// @param freeAliases aliases of an account on the free plan
/// @param dailyOwnAliases aliases that an account makes by the API on a UTC day
/// @param mailSetup what owners put into DNS for a domain of their own
/// @param dnsServer resolver that such domains are checked with; the system's if empty
/// @param dailyLimits what the topology lets an account use; here they are only shown
/// @param s3 holds the mails that are too large to be forwarded
/// @param site where people and programs find us
/// @param signUp whether whoever reads a mailbox can have an account
/// @param sender which provider sends our letters
public record ApiConfig(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        String instance,
        String bind,
        int port,
        int managementPort,
        String databaseUrl,
        String databaseUser,
        Secret databasePassword,
        Secret adminToken,
        String aliasDomain,
        Secret pseudonymKey,
        int freeAliases,
        int dailyOwnAliases,
        MailSetup mailSetup,
        Optional<InetSocketAddress> dnsServer,
        DailyLimits dailyLimits,
        S3Config s3,
        Site site,
        boolean signUp,
        Sender sender,
        SmtpConfig smtp,
        Optional<URI> sesEndpoint,
        Optional<OidcConfig> oidc,
        MetricsConfig metrics) {

    /// Which provider sends.
    public enum Sender implements Code {
        SMTP,
        SES
    }

    private enum SignUp implements Code {
        OPEN,
        CLOSED
    }

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    private static final String ALIAS_DOMAIN = "relay.localhost";
    private static final String PUBLIC_ADMIN_TOKEN = "dev-admin-token";

    public ApiConfig {
        aliasDomain = EmailAddress.host(aliasDomain);
        // Pseudonyms refuses a weak key.
        new Pseudonyms(pseudonymKey.value());
        if (adminToken.value().equals(PUBLIC_ADMIN_TOKEN) && !loopback(bind)) {
            throw new IllegalArgumentException(
                    "RELAY_ADMIN_TOKEN must be a secret of your own when RELAY_BIND is beyond loopback, got RELAY_BIND=%s and the token that everybody knows"
                            .formatted(bind));
        }
    }

    public static ApiConfig from(Map<String, String> variables) {
        return Env.load(
                variables,
                env ->
                        new ApiConfig(
                                env.text(Setting.BOOTSTRAP_SERVERS),
                                env.integer(Setting.PARTITIONS, 6, 1, 1_000),
                                (short) env.integer(Setting.REPLICATION_FACTOR, 1, 1, 5),
                                env.text(Setting.INSTANCE, HostName.current()),
                                env.text(Setting.BIND, "127.0.0.1"),
                                env.port(Setting.API_PORT, 8081),
                                env.port(Setting.API_MANAGEMENT_PORT, 8091),
                                env.text(Setting.DB_URL),
                                env.text(Setting.DB_USER),
                                env.secret(Setting.DB_PASSWORD),
                                env.secret(Setting.ADMIN_TOKEN, PUBLIC_ADMIN_TOKEN),
                                env.text(Setting.ALIAS_DOMAIN, ALIAS_DOMAIN),
                                env.secret(Setting.PSEUDONYM_KEY),
                                env.integer(Setting.FREE_ALIASES, 5, 0, 100_000),
                                env.integer(Setting.DAILY_OWN_ALIASES, 2_000, 1, 1_000_000),
                                mailSetup(env, env.text(Setting.ALIAS_DOMAIN, ALIAS_DOMAIN)),
                                env.parsedOr(
                                        Setting.DNS_SERVER, ApiConfig::server, Optional.empty()),
                                DailyLimitSettings.read(env),
                                S3Config.from(env),
                                new Site(
                                        env.parsedOr(
                                                Setting.DASHBOARD_URL,
                                                ApiConfig::dashboard,
                                                URI.create("http://127.0.0.1:8081")),
                                        env.parsedOr(
                                                Setting.CORS_ORIGINS, ApiConfig::origins, Set.of()),
                                        env.integer(
                                                Setting.API_REQUESTS_PER_MINUTE,
                                                40_000,
                                                1,
                                                10_000_000),
                                        env.flag(Setting.BEHIND_PROXY)),
                                env.choice(Setting.SIGN_UP, SignUp.class, SignUp.OPEN)
                                        == SignUp.OPEN,
                                env.choice(Setting.SENDER, Sender.class, Sender.SMTP),
                                SmtpConfig.from(env),
                                env.optionalUri(Setting.SES_ENDPOINT),
                                OidcConfig.from(env),
                                MetricsConfig.from(env)));
    }

    private static URI dashboard(String text) {
        URI url = URI.create(text.replaceFirst("/+$", ""));
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || !url.getPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must be a URL such as https://relay.example, got '%s'"
                            .formatted(Setting.DASHBOARD_URL.variable(), text));
        }
        return url;
    }

    private static Set<String> origins(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(ApiConfig::origin)
                .collect(Collectors.toSet());
    }

    private static String origin(String text) {
        if (!ORIGIN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "%s must be origins such as https://app.example, separated by commas, got '%s'"
                            .formatted(Setting.CORS_ORIGINS.variable(), text));
        }
        return text;
    }

    private static boolean loopback(String bind) {
        return bind.startsWith("127.")
                || bind.equals("localhost")
                || bind.equals("::1")
                || bind.equals("[::1]");
    }

    private static MailSetup mailSetup(Env env, String aliasDomain) {
        return new MailSetup(
                env.parsedOr(Setting.MX_HOST, EmailAddress::host, aliasDomain),
                env.parsedOr(Setting.SPF_INCLUDE, EmailAddress::host, aliasDomain),
                env.optional(Setting.DKIM_SELECTOR)
                        .map(
                                selector ->
                                        new MailSetup.DkimKey(
                                                selector,
                                                env.text(Setting.DKIM_DOMAIN, aliasDomain))));
    }

    private static Optional<InetSocketAddress> server(String text) {
        try {
            URI uri = new URI("dns://" + text);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
            }
        } catch (URISyntaxException e) {
            // answered below, like an address without a port
        }
        throw new IllegalArgumentException("must be host:port, got '%s'".formatted(text));
    }
}
