package io.relaystream.cdc;

import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.platform.metrics.MetricsConfig;
import java.util.Map;

/// Settings of alias-cdc, read from `RELAY_*` variables.
///
/// @param bind address of both ports. The Connect REST interface has no authentication: beyond
///   loopback, only a private network may reach it
/// @param connectPort of the Connect REST interface
/// @param databaseUrl JDBC URL; the user must own the tables and may replicate
public record CdcConfig(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        String bind,
        int connectPort,
        int managementPort,
        String databaseUrl,
        String databaseUser,
        Secret databasePassword,
        MetricsConfig metrics) {

    public CdcConfig {
        DatabaseUrl.parse(databaseUrl);
    }

    public static CdcConfig from(Map<String, String> variables) {
        return Env.load(
                variables,
                env ->
                        new CdcConfig(
                                env.text(Setting.BOOTSTRAP_SERVERS),
                                env.integer(Setting.PARTITIONS, 6, 1, 1_000),
                                (short) env.integer(Setting.REPLICATION_FACTOR, 1, 1, 5),
                                env.text(Setting.BIND, "127.0.0.1"),
                                env.port(Setting.CONNECT_PORT, 8083),
                                env.port(Setting.CDC_MANAGEMENT_PORT, 8093),
                                env.text(Setting.DB_URL),
                                env.text(Setting.DB_USER),
                                env.secret(Setting.DB_PASSWORD),
                                MetricsConfig.from(env)));
    }

    DatabaseUrl database() {
        return DatabaseUrl.parse(databaseUrl);
    }
}
