package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.delivery.Requests;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultStreamPartitioner;
import org.junit.jupiter.api.Test;

class KafkaContextsTest {
    private static final int PARTITIONS = 6;
    private static final String TOPIC = Topics.REPLY_CONTEXTS.name();

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaContexts contexts =
            new KafkaContexts(
                    new AcknowledgedWriter(producer, new Meters(new SimpleMeterRegistry())),
                    PARTITIONS);

    /// That is where Kafka Streams puts a mail when it knows whose it is.
    @Test
    void writesToThePartitionInWhichTheAccountIsDecided() {
        var partitioner =
                new DefaultStreamPartitioner<String, String>(Topics.INBOUND.keys().serializer());

        for (int account = 0; account < 100; account++) {
            String id = new UUID(account, account).toString();
            SealedContext context = context(id);
            producer.clear();

            assertThat(contexts.write(id, List.of(context))).isTrue();

            ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
            assertThat(partitioner.partitions(TOPIC, id, "", PARTITIONS))
                    .get()
                    .asInstanceOf(set(Integer.class))
                    .containsExactly(record.partition());
            assertThat(new String(record.key(), UTF_8)).isEqualTo(context.token());
            assertThat(
                            Topics.REPLY_CONTEXTS
                                    .values()
                                    .deserializer()
                                    .deserialize(TOPIC, record.value()))
                    .isEqualTo(context);
        }
    }

    @Test
    void tellsWhenTheBrokerIsAway() {
        producer.sendException = new KafkaException("the broker is away");
        String id = UUID.randomUUID().toString();

        assertThat(contexts.write(id, List.of(context(id)))).isFalse();
    }

    private static SealedContext context(String account) {
        EmailAddress jane = new EmailAddress("jane@shop.example");
        EmailAddress alias = new EmailAddress("alias@relay.localhost");
        return Requests.SEALS
                .replies()
                .store(account, new ReplyContext("alias-1", alias, jane), Instant.EPOCH);
    }
}
