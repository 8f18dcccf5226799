package io.relaystream.bridge.edge.kafka;

import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.service.HealthCheck;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// Whether the brokers answer within 2 s.
public final class KafkaReachable implements HealthCheck.Probe, AutoCloseable {
    private static final int TIMEOUT_MS = 2_000;

    private final Admin admin;
    private final String bootstrapServers;

    public KafkaReachable(String bootstrapServers) {
        this.admin = Admin.create(ClientProperties.admin(bootstrapServers));
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Optional<String> problem() throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                    .nodes()
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(
                    "Kafka must answer at %s within %d ms: check the brokers and RELAY_BOOTSTRAP_SERVERS"
                            .formatted(bootstrapServers, TIMEOUT_MS));
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(TIMEOUT_MS));
    }
}
