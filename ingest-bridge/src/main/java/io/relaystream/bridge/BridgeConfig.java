package io.relaystream.bridge;

import io.relaystream.bridge.edge.s3.S3Config;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Setting;
import io.relaystream.platform.metrics.MetricsConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings of the bridge, read from `RELAY_*` variables.
///
/// @param partitions of every keyed topic
/// @param bind address that both ports bind to
/// @param port for SNS; 0 picks a free one
/// @param managementPort for health and metrics; 0 picks a free one
/// @param maxInFlight requests handled at once; more are answered 503
/// @param topics the only SNS topics that may post to us
/// @param aliasDomain domain of the aliases that we issue
/// @param snsEndpoint the SNS API if it is not Amazon's
public record BridgeConfig(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        String bind,
        int port,
        int managementPort,
        int maxInFlight,
        List<TopicArn> topics,
        Optional<URI> snsEndpoint,
        S3Config s3,
        String aliasDomain,
        MetricsConfig metrics) {

    public BridgeConfig {
        topics = List.copyOf(topics);
    }

    /// @throws io.relaystream.platform.config.ConfigException listing every problem
    public static BridgeConfig from(Map<String, String> variables) {
        return Env.load(
                variables,
                env ->
                        new BridgeConfig(
                                env.text(Setting.BOOTSTRAP_SERVERS),
                                env.integer(Setting.PARTITIONS, 6, 1, 1_000),
                                (short) env.integer(Setting.REPLICATION_FACTOR, 1, 1, 9),
                                env.text(Setting.BIND, "127.0.0.1"),
                                env.port(Setting.BRIDGE_PORT, 8080),
                                env.port(Setting.BRIDGE_MANAGEMENT_PORT, 8090),
                                env.integer(Setting.BRIDGE_MAX_IN_FLIGHT, 64, 1, 10_000),
                                env.list(Setting.SNS_TOPIC_ARNS, TopicArn::new),
                                env.optionalUri(Setting.SNS_ENDPOINT),
                                S3Config.from(env),
                                env.parsedOr(
                                        Setting.ALIAS_DOMAIN,
                                        EmailAddress::host,
                                        "relay.localhost"),
                                MetricsConfig.from(env)));
    }
}
