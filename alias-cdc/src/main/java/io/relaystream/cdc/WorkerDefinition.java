package io.relaystream.cdc;

import io.relaystream.platform.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/// The Kafka Connect worker of this process as its configuration. Pure.
///
/// Workers of several processes form a group: one runs the connector, the others take over.
///
/// @param database what `${database:...}` in the connector's configuration stands for, with user
///   and password
/// @param variableProvider class that hands these variables out
record WorkerDefinition(
        String bootstrapServers,
        short replicationFactor,
        String bind,
        int port,
        DatabaseUrl database,
        String user,
        Secret password,
        String variableProvider) {

    private static final String GROUP = "alias-cdc";
    private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";

    Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", GROUP);
        config.put("listeners", "http://%s:%d".formatted(bind, port));
        config.put("plugin.discovery", "service_load");
        // Connectors name their own.
        config.put("key.converter", STRING);
        config.put("value.converter", STRING);
        config.putAll(storage());
        config.putAll(promptness());
        config.putAll(provider());
        return config;
    }

    private Map<String, String> storage() {
        String copies = String.valueOf(replicationFactor);
        return Map.of(
                "config.storage.topic", "connect.configs",
                "config.storage.replication.factor", copies,
                "offset.storage.topic", "connect.offsets",
                "offset.storage.replication.factor", copies,
                "offset.storage.partitions", "1",
                "status.storage.topic", "connect.status",
                "status.storage.replication.factor", copies,
                "status.storage.partitions", "1");
    }

    private static Map<String, String> promptness() {
        return Map.of(
                "offset.flush.interval.ms", "1000",
                // A worker that left is not waited for, and a dead one is noticed soon.
                "scheduled.rebalance.max.delay.ms", "0",
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "1500",
                "connector.client.config.override.policy", "All");
    }

    private Map<String, String> provider() {
        String name = ConnectorDefinition.VARIABLES;
        Map<String, String> config = new LinkedHashMap<>();
        config.put("config.providers", name);
        config.put("config.providers.%s.class".formatted(name), variableProvider);
        ConnectorDefinition.variables(database, user, password)
                .forEach(
                        (key, value) ->
                                config.put(
                                        "config.providers.%s.param.%s".formatted(name, key),
                                        value));
        return config;
    }
}
