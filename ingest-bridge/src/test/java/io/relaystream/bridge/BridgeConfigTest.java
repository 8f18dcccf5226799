package io.relaystream.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.bridge.edge.s3.S3Config;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.platform.config.ConfigException;
import io.relaystream.platform.config.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BridgeConfigTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:mails";
    private static final Map<String, String> LEAST =
            Map.of("RELAY_BOOTSTRAP_SERVERS", "kafka:9092", "RELAY_SNS_TOPIC_ARNS", TOPIC);

    @Test
    void hasDefaultsForAllButTheBrokersAndTheTopics() {
        BridgeConfig config = BridgeConfig.from(LEAST);

        assertThat(config)
                .isEqualTo(
                        new BridgeConfig(
                                "kafka:9092",
                                6,
                                (short) 1,
                                "127.0.0.1",
                                8080,
                                8090,
                                64,
                                List.of(new TopicArn(TOPIC)),
                                Optional.empty(),
                                new S3Config(
                                        "us-east-1",
                                        "relay-mail",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                "relay.localhost",
                                config.metrics()));
    }

    @Test
    void readsEverySetting() {
        // Given
        Map<String, String> variables = new HashMap<>(LEAST);
        variables.put("RELAY_PARTITIONS", "12");
        variables.put("RELAY_REPLICATION_FACTOR", "3");
        variables.put("RELAY_BIND", "0.0.0.0");
        variables.put("RELAY_BRIDGE_PORT", "1");
        variables.put("RELAY_BRIDGE_MANAGEMENT_PORT", "2");
        variables.put("RELAY_BRIDGE_MAX_IN_FLIGHT", "8");
        variables.put("RELAY_SNS_TOPIC_ARNS", TOPIC + ", " + TOPIC + "-2");
        variables.put("RELAY_SNS_ENDPOINT", "http://aws:4566");
        variables.put("RELAY_AWS_REGION", "eu-central-1");
        variables.put("RELAY_S3_BUCKET", "mails");
        variables.put("RELAY_ALIAS_DOMAIN", "Mail.Relay.example.");
        variables.put("RELAY_S3_ENDPOINT", "http://s3:9000");
        variables.put("RELAY_S3_ACCESS_KEY", "key");
        variables.put("RELAY_S3_SECRET_KEY", "secret");

        // When
        BridgeConfig config = BridgeConfig.from(variables);

        // Then
        assertThat(config)
                .isEqualTo(
                        new BridgeConfig(
                                "kafka:9092",
                                12,
                                (short) 3,
                                "0.0.0.0",
                                1,
                                2,
                                8,
                                List.of(new TopicArn(TOPIC), new TopicArn(TOPIC + "-2")),
                                Optional.of(URI.create("http://aws:4566")),
                                new S3Config(
                                        "eu-central-1",
                                        "mails",
                                        Optional.of(URI.create("http://s3:9000")),
                                        Optional.of(new Secret("key")),
                                        Optional.of(new Secret("secret"))),
                                "mail.relay.example",
                                config.metrics()));
        assertThat(config.toString()).doesNotContain("secret,", "=secret");
    }

    @Test
    void listsEveryProblemInOneMessage() {
        assertThatThrownBy(
                        () ->
                                BridgeConfig.from(
                                        Map.of(
                                                "RELAY_BRIDGE_MAX_IN_FLIGHT",
                                                "many",
                                                "RELAY_SNS_TOPIC_ARN",
                                                TOPIC)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "RELAY_BOOTSTRAP_SERVERS is required",
                        "RELAY_BRIDGE_MAX_IN_FLIGHT must be a whole number from 1 to 10000, got 'many'",
                        "RELAY_SNS_TOPIC_ARNS is required",
                        "RELAY_SNS_TOPIC_ARN is set but nothing reads it; did you mean RELAY_SNS_TOPIC_ARNS?");
    }

    @Test
    void refusesATopicThatIsNone() {
        Map<String, String> variables = new HashMap<>(LEAST);
        variables.put("RELAY_SNS_TOPIC_ARNS", "mails");

        assertThatThrownBy(() -> BridgeConfig.from(variables))
                .hasMessageContaining(
                        "RELAY_SNS_TOPIC_ARNS: A topic must look like arn:aws:sns:REGION:ACCOUNT:NAME, got 'mails'");
    }

    @Test
    void refusesHalfOfTheCredentials() {
        Map<String, String> variables = new HashMap<>(LEAST);
        variables.put("RELAY_S3_ACCESS_KEY", "key");

        assertThatThrownBy(() -> BridgeConfig.from(variables))
                .hasMessageContaining(
                        "RELAY_S3_ACCESS_KEY and RELAY_S3_SECRET_KEY must be set together");
    }
}
