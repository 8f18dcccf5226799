package io.relaystream.processor.topology;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/// The suite on the official Kafka image; skipped where no Docker engine runs.
@EnabledIf(
        value = "dockerRuns",
        disabledReason = "no Docker engine runs here; EmbeddedBrokerIT runs the same suite")
class ContainerBrokerIT extends BrokerSuite {
    private static final KafkaContainer KAFKA =
            new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))
                    .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                    .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");

    static boolean dockerRuns() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void startBroker() {
        KAFKA.start();
    }

    @AfterAll
    static void stopBroker() {
        KAFKA.stop();
    }

    @Override
    String bootstrapServers() {
        return KAFKA.getBootstrapServers();
    }
}
