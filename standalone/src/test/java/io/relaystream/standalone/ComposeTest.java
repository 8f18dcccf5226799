package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.ApiConfig;
import io.relaystream.bridge.BridgeConfig;
import io.relaystream.cdc.CdcConfig;
import io.relaystream.processor.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// `docker-compose.yml` cannot run where this is tested; what can be wrong without Docker is
/// checked.
class ComposeTest {
    private static final Path FILE = Path.of("../docker-compose.yml");

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void setsOnlyWhatTheServiceReads(String service, Function<Map<String, String>, ?> config)
            throws IOException {
        Map<String, String> given = environment(service);
        Asked asked = new Asked(given);

        assertThat(config.apply(asked)).isNotNull();

        assertThat(asked.names).containsAll(given.keySet());
    }

    static Stream<Arguments> services() {
        return Stream.of(
                service("ingest-bridge", BridgeConfig::from),
                service("alias-cdc", CdcConfig::from),
                service("streams-processor", ProcessorConfig::from),
                service("api", ApiConfig::from));
    }

    private static Arguments service(String name, Function<Map<String, String>, ?> config) {
        return Arguments.of(name, config);
    }

    @Test
    void pinsEveryImage() throws IOException {
        assertThat(services(compose()))
                .filteredOn(service -> service.containsKey("image"))
                .extracting(service -> String.valueOf(service.get("image")))
                .isNotEmpty()
                .allMatch(image -> image.matches(".+:v?[0-9]+\\.[0-9]+.*"));
    }

    @Test
    void publishesPortsOnLoopbackOnly() throws IOException {
        assertThat(services(compose()))
                .filteredOn(service -> service.containsKey("ports"))
                .flatExtracting(service -> (List<?>) service.get("ports"))
                .isNotEmpty()
                .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
    }

    /// Merge keys (`<<`) are resolved by the reader.
    private static Map<String, Object> compose() throws IOException {
        return new Yaml().load(Files.readString(FILE));
    }

    private static Collection<Map<String, Object>> services(Map<String, Object> compose) {
        return map(compose, "services").values().stream().map(ComposeTest::map).toList();
    }

    /// What compose would hand to the service, with what the operator must give filled in.
    private static Map<String, String> environment(String service) throws IOException {
        Map<String, String> variables = new HashMap<>();
        map(map(map(compose(), "services"), service), "environment")
                .forEach((name, value) -> variables.put(name, filledIn(value.toString())));
        return variables;
    }

    private static String filledIn(String value) {
        return value.startsWith("${") ? "a long random text of the operator" : value;
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return map(parent.getOrDefault(key, Map.of()));
    }

    @SuppressWarnings("unchecked") // every YAML mapping of this file has text keys
    private static Map<String, Object> map(Object mapping) {
        return (Map<String, Object>) mapping;
    }

    /// Remembers which variables a configuration asked for.
    private static final class Asked extends AbstractMap<String, String> {
        private final Map<String, String> variables;
        private final Set<Object> names = new HashSet<>();

        Asked(Map<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public @Nullable String get(Object name) {
            names.add(name);
            return variables.get(name);
        }

        @Override
        public Set<Entry<String, String>> entrySet() {
            return variables.entrySet();
        }
    }
}
