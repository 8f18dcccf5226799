package io.relaystream.platform.edge.kafka;

import static java.util.Objects.requireNonNull;

import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes sure that every topic of the catalogue exists with the right number of partitions. Every
/// service calls it at its start, so that they may start in any order.
///
/// @param bootstrapServers the brokers
/// @param partitions of every keyed topic
/// @param replicationFactor copies of every topic
public record TopicSetup(String bootstrapServers, int partitions, short replicationFactor) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Creates what is missing; waits for the broker, saying so.
    ///
    /// @throws IllegalStateException if a topic has another number of partitions, or the broker
    ///   stays away for two minutes
    public void ensure() throws InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        try (Admin admin = Admin.create(ClientProperties.admin(bootstrapServers))) {
            while (true) {
                try {
                    create(admin);
                    verify(admin);
                    return;
                } catch (ExecutionException e) {
                    if (Instant.now().isAfter(giveUp)) {
                        throw new IllegalStateException(
                                "Kafka at %s must have all topics within %s, got %s: check RELAY_BOOTSTRAP_SERVERS and RELAY_REPLICATION_FACTOR"
                                        .formatted(bootstrapServers, PATIENCE, e.getMessage()),
                                e.getCause());
                    }
                    LOG.atInfo()
                            .addKeyValue(LogKey.WAITING_FOR.key(), "kafka " + bootstrapServers)
                            .addKeyValue(LogKey.ERROR.key(), e.getMessage())
                            .log("Waiting");
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<NewTopic> missing =
                Topics.ALL.stream()
                        .filter(topic -> !present.contains(topic.name()))
                        .map(this::definition)
                        .toList();
        for (var result : admin.createTopics(missing).values().entrySet()) {
            try {
                result.getValue().get();
                LOG.atInfo().addKeyValue(LogKey.TOPIC.key(), result.getKey()).log("Topic created");
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private void verify(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Topics.ALL.stream().map(Topic::name).toList();
        Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
        for (Topic<?> topic : Topics.ALL) {
            int actual = requireNonNull(found.get(topic.name())).partitions().size();
            int expected = partitionsOf(topic);
            if (actual != expected) {
                throw new IllegalStateException(
                        "Topic %s must have %d partitions, got %d: set RELAY_PARTITIONS to what it was"
                                .formatted(topic.name(), expected, actual));
            }
        }
    }

    private NewTopic definition(Topic<?> topic) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        // acks=all means little as long as one copy alone may acknowledge.
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicationFactor > 2 ? "2" : "1");
        List<String> cleanup = new ArrayList<>();
        if (topic.compacted()) {
            cleanup.add(TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (topic.expires()) {
            cleanup.add(TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(TopicConfig.RETENTION_MS_CONFIG, "" + topic.retention().toMillis());
        }
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, String.join(",", cleanup));
        return new NewTopic(topic.name(), partitionsOf(topic), replicationFactor).configs(config);
    }

    private int partitionsOf(Topic<?> topic) {
        return switch (topic.partitioning()) {
            case BY_KEY -> partitions;
            case SINGLE -> 1;
        };
    }
}
