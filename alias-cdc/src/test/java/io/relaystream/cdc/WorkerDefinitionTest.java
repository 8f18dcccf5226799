package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.platform.config.Secret;
import org.junit.jupiter.api.Test;

class WorkerDefinitionTest {
    private final WorkerDefinition worker =
            new WorkerDefinition(
                    "127.0.0.1:19092",
                    (short) 3,
                    "127.0.0.1",
                    8083,
                    DatabaseUrl.parse("jdbc:postgresql://db.example/relay"),
                    "user",
                    new Secret("canary"),
                    "a.Provider");

    @Test
    void namesItsGroupAndItsTopics() {
        assertThat(worker.config())
                .containsEntry("group.id", "alias-cdc")
                .containsEntry("config.storage.topic", "connect.configs")
                .containsEntry("offset.storage.topic", "connect.offsets")
                .containsEntry("status.storage.topic", "connect.status")
                .containsEntry("config.storage.replication.factor", "3")
                .containsEntry("listeners", "http://127.0.0.1:8083");
    }

    @Test
    void handsTheDatabaseToTheProviderOfVariables() {
        assertThat(worker.config())
                .containsEntry("config.providers", "database")
                .containsEntry("config.providers.database.class", "a.Provider")
                .containsEntry("config.providers.database.param.host", "db.example")
                .containsEntry("config.providers.database.param.password", "canary");
    }

    @Test
    void showsNoPassword() {
        assertThat(worker.toString()).doesNotContain("canary");
    }
}
