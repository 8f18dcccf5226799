package io.relaystream.api;

import io.relaystream.api.domain.MailSetup;
import io.relaystream.api.edge.s3.S3Config;
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
import java.util.Map;
import java.util.Optional;

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
        MetricsConfig metrics) {

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
                                MetricsConfig.from(env)));
    }

    private static boolean loopback(String bind) {
        return bind.startsWith("127.") || bind.equals("localhost") || bind.equals("::1");
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
