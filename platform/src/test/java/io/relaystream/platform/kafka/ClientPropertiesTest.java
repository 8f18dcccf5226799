package io.relaystream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
        ConsumerConfig config =
                consumer(ClientProperties.consumer("127.0.0.1:9092", "group", "instance"));

        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isFalse();
        assertThat(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
        assertThat(config.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG)).isEqualTo("earliest");
        assertThat(config.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)).isEqualTo("instance");
    }

    @Test
    void readersAreInNoGroupAndMakeNoTopic() {
        ConsumerConfig config = consumer(ClientProperties.reader("127.0.0.1:9092"));

        assertThat(config.getString(ConsumerConfig.GROUP_ID_CONFIG)).isNull();
        assertThat(config.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)).isNull();
        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isFalse();
        assertThat(config.getBoolean(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG)).isFalse();
        assertThat(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
    }

    @Test
    void readersGiveUpInTimeForWhoeverWaits() {
        ConsumerConfig config =
                consumer(ClientProperties.reader("127.0.0.1:9092", Duration.ofSeconds(5)));

        assertThat(config.getInt(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)).isEqualTo(5_000);
        assertThat(config.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG)).isEqualTo(5_000);
    }

    @Test
    void adminCallsAreBounded() {
        AdminClientConfig config = new AdminClientConfig(ClientProperties.admin("127.0.0.1:9092"));

        assertThat(config.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))
                .isLessThanOrEqualTo(10_000);
    }

    private static ConsumerConfig consumer(Map<String, Object> properties) {
        properties.put(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        properties.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        return new ConsumerConfig(properties);
    }
}
