package io.relaystream.cdc.edge.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/// Hands out the values that the worker was configured with, so that a connector's configuration
/// can name them instead of holding them. Connect makes it by reflection.
public final class GivenVariables implements ConfigProvider {
    private Map<String, String> values = Map.of();

    @Override
    public void configure(Map<String, ?> configs) {
        values =
                configs.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        entry -> String.valueOf(entry.getValue())));
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(values);
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> wanted = new HashMap<>(values);
        wanted.keySet().retainAll(keys);
        return new ConfigData(wanted);
    }

    @Override
    public void close() {
        // It holds nothing that must be let go.
    }
}
