package io.relaystream.platform.metrics;

import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.HostName;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import java.net.URI;
import java.util.Optional;

/// Where metrics are written to, besides the Prometheus text on the management port.
///
/// @param influx InfluxDB's URL; nothing is written if empty
/// @param database of InfluxDB 1.x
/// @param token of InfluxDB 2.x; its presence selects the 2.x API with `org` and `bucket`
/// @param instance tells this process's series in InfluxDB from those of others
public record MetricsConfig(
        Optional<URI> influx,
        String database,
        Optional<Secret> token,
        String org,
        String bucket,
        String instance) {

    public static MetricsConfig from(Env env) {
        return new MetricsConfig(
                env.optionalUri(Setting.INFLUX_URL),
                env.text(Setting.INFLUX_DB, "relaystream"),
                env.optionalSecret(Setting.INFLUX_TOKEN),
                env.text(Setting.INFLUX_ORG, "relaystream"),
                env.text(Setting.INFLUX_BUCKET, "relaystream"),
                env.text(Setting.INSTANCE, HostName.current()));
    }
}
