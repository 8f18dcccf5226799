package io.relaystream.platform.edge.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topic.Partitioning;
import io.relaystream.platform.kafka.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES = Topics.ALL.stream().map(Topic::name).toList();
    @TempDir private static Path data;
    private static EmbeddedKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.startOnFreePort(data);
        admin = Admin.create(ClientProperties.admin(kafka.bootstrapServers()));
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.close();
    }

    @AfterEach
    void removeTopics() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().isEmpty());
    }

    @Test
    void createsEveryTopicAsTheCatalogueSays() throws Exception {
        setup(3).ensure();

        Map<String, TopicDescription> found = admin.describeTopics(NAMES).allTopicNames().get();
        for (Topic<?> topic : Topics.ALL) {
            Config config = config(topic);
            assertThat(requireNonNull(found.get(topic.name())).partitions())
                    .as(topic.name())
                    .hasSize(topic.partitioning() == Partitioning.BY_KEY ? 3 : 1);
            assertThat(value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
                    .isEqualTo("LogAppendTime");
            assertThat(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)).isEqualTo("1");
            assertThat(value(config, TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo(policy(topic));
            if (topic.expires()) {
                assertThat(value(config, TopicConfig.RETENTION_MS_CONFIG))
                        .isEqualTo("" + topic.retention().toMillis());
            }
        }
    }

    @Test
    void isDoneWhenAllIsThere() throws Exception {
        setup(3).ensure();
        setup(3).ensure();

        assertThat(admin.listTopics().names().get()).hasSameElementsAs(NAMES);
    }

    @Test
    void completesWhatWasBegun() throws Exception {
        setup(3).ensure();
        admin.deleteTopics(Set.of("mail.canonical", "alias.state")).all().get();
        await().atMost(PATIENCE)
                .until(() -> admin.listTopics().names().get().size() < NAMES.size());

        setup(3).ensure();

        assertThat(admin.listTopics().names().get()).hasSameElementsAs(NAMES);
    }

    @Test
    void servicesMayStartAtTheSameTime() throws Exception {
        List<CompletableFuture<Void>> services =
                IntStream.range(0, 4)
                        .mapToObj(_ -> CompletableFuture.runAsync(() -> ensure(setup(3))))
                        .toList();

        services.forEach(CompletableFuture::join);

        assertThat(admin.listTopics().names().get()).hasSameElementsAs(NAMES);
    }

    @Test
    void refusesAnotherNumberOfPartitionsThanThereIs() throws Exception {
        setup(3).ensure();

        assertThatIllegalStateException()
                .isThrownBy(() -> setup(4).ensure())
                .withMessage(
                        "Topic mail.inbound must have 4 partitions, got 3: set RELAY_PARTITIONS to what it was");
    }

    @Test
    void waitsForTheBroker(@TempDir Path otherData) throws Exception {
        // Given
        int port = freePort();
        TopicSetup setup = new TopicSetup("127.0.0.1:" + port, 1, (short) 1);

        // When
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> ensure(setup));

        // Then
        try (EmbeddedKafka late = EmbeddedKafka.start(otherData, port, freePort())) {
            assertThat(late.bootstrapServers()).isEqualTo(setup.bootstrapServers());
            assertThat(waiting).succeedsWithin(PATIENCE);
        }
    }

    private static TopicSetup setup(int partitions) {
        return new TopicSetup(kafka.bootstrapServers(), partitions, (short) 1);
    }

    private static void ensure(TopicSetup setup) {
        try {
            setup.ensure();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Config config(Topic<?> topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return requireNonNull(admin.describeConfigs(Set.of(resource)).all().get().get(resource));
    }

    private static String value(Config config, String name) {
        return requireNonNull(config.get(name)).value();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String policy(Topic<?> topic) {
        return topic.compacted() ? topic.expires() ? "compact,delete" : "compact" : "delete";
    }
}
