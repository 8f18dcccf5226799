package io.relaystream.api;

import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.embedded.EmbeddedKafka;
import java.util.HashMap;
import java.util.Map;

/// Settings of an API between embedded parts. All have the same instance, so that each takes the
/// place of the one before it in the group at once.
final class TestSettings {
    private TestSettings() {}

    static ApiConfig of(TestDatabase postgres, EmbeddedKafka kafka, Map<String, String> more) {
        Map<String, String> variables =
                new HashMap<>(
                        Map.of(
                                "RELAY_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                                "RELAY_INSTANCE", "test",
                                "RELAY_API_PORT", "0",
                                "RELAY_API_MANAGEMENT_PORT", "0",
                                "RELAY_DB_URL", postgres.url(),
                                "RELAY_DB_USER", postgres.user(),
                                "RELAY_DB_PASSWORD", "any",
                                "RELAY_PSEUDONYM_KEY", "a-key-for-tests-only"));
        variables.putAll(more);
        return ApiConfig.from(variables);
    }
}
