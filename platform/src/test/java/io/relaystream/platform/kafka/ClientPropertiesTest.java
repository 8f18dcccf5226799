package io.relaystream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ClientPropertiesTest {
    private static final Duration SNS_TIMEOUT = Duration.ofSeconds(15);

    @Test
    void producersWaitForAllReplicasAndGiveUpBeforeSnsDoes() {
        Map<String, Object> properties = ClientProperties.producer("127.0.0.1:9092");
        properties.put(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());

        ProducerConfig config = new ProducerConfig(properties);

        assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1"); // all
        assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        assertThat(
                        config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)
                                + config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                .isLessThan(SNS_TIMEOUT.toMillis());
    }

    @Test
    void consumersCommitByThemselvesAndSeeCommittedRecordsOnly() {
        Map<String, Object> properties =
                new HashMap<>(ClientProperties.consumer("127.0.0.1:9092", "group", "instance"));
        properties.put(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        properties.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());

        ConsumerConfig config = new ConsumerConfig(properties);

        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isFalse();
        assertThat(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
        assertThat(config.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG)).isEqualTo("earliest");
        assertThat(config.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)).isEqualTo("instance");
    }

    @Test
    void adminCallsAreBounded() {
        AdminClientConfig config = new AdminClientConfig(ClientProperties.admin("127.0.0.1:9092"));

        assertThat(config.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))
                .isLessThanOrEqualTo(10_000);
    }
}
