package io.relaystream.api.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.api.edge.kafka.KafkaProjector;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresProjectionStore;
import io.relaystream.api.edge.postgres.TestDatabase;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.FreePort;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.service.Background;
import io.relaystream.platform.service.Closer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka goes away and comes back.
class ProjectorOutageIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void goesOnWhenKafkaIsBack(@TempDir Path directory) throws Exception {
        List<Integer> ports = FreePort.find(2);
        Closer broker = new Closer();
        String bootstrap = broker.add(start(directory, ports)).bootstrapServers();
        new TopicSetup(bootstrap, 2, (short) 1).ensure();
        try (TestDatabase postgres = new TestDatabase(directory.resolve("postgres"));
                Database database = postgres.open();
                Background projector = project(bootstrap, database)) {
            // Given
            assertThat(projector).isNotNull();
            UUID account = postgres.newAccount();
            send(bootstrap, Events.used(account, 1));
            awaitForwarded(postgres, account, 1);

            // When
            broker.close();
            broker.add(start(directory, ports));
            send(bootstrap, Events.used(account, 2));

            // Then
            awaitForwarded(postgres, account, 2);
        } finally {
            broker.close();
        }
    }

    private static EmbeddedKafka start(Path directory, List<Integer> ports) {
        return EmbeddedKafka.start(directory.resolve("kafka"), ports.getFirst(), ports.getLast());
    }

    private static Background project(String bootstrap, Database database) {
        return KafkaProjector.start(
                bootstrap,
                "test",
                new PostgresProjectionStore(database, new Pseudonyms("a-key-for-tests-only")),
                new Progress(InstantSource.system()),
                new Meters(new SimpleMeterRegistry()));
    }

    private static void send(String bootstrap, AccountEvent event) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        ClientProperties.producer(bootstrap),
                        new StringSerializer(),
                        Topics.ACCOUNT_EVENTS.values().serializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.ACCOUNT_EVENTS.name(), event.accountId(), event))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void awaitForwarded(TestDatabase postgres, UUID account, int expected) {
        await().atMost(SOON)
                .until(
                        () ->
                                postgres.find(
                                                "SELECT forwarded FROM account_standing WHERE account_id = ?",
                                                account)
                                        .filter(String.valueOf(expected)::equals)
                                        .isPresent());
    }
}
