package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.delivery.FeedbackWriter;
import io.relaystream.processor.delivery.Requests;
import io.relaystream.processor.mime.DeliveryReport;
import io.relaystream.processor.mime.RawMail;
import io.relaystream.processor.mime.Reports;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaFeedbackTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaFeedback feedback = feedback(producer);
    private final List<Feedback> failures = failures();

    @Test
    void writesUnderTheAccount() {
        assertThat(feedback.write(Requests.ACCOUNT, failures)).isTrue();

        assertThat(producer.history())
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.topic()).isEqualTo("mail.feedback");
                            assertThat(new String(record.key(), UTF_8)).isEqualTo(Requests.ACCOUNT);
                            assertThat(
                                            Topics.FEEDBACK
                                                    .values()
                                                    .deserializer()
                                                    .deserialize(record.topic(), record.value()))
                                    .isEqualTo(failures.getFirst());
                        });
    }

    @Test
    void tellsThatTheBrokerDidNotTakeIt() {
        producer.sendException = new KafkaException("the broker is away");

        assertThat(feedback.write(Requests.ACCOUNT, failures)).isFalse();
    }

    @Test
    void tellsThatTheProcessEnds() {
        producer.close();

        assertThat(feedback.write(Requests.ACCOUNT, failures)).isFalse();
    }

    /// Each record would wait for the broker by itself.
    @Test
    void waitsForABrokerThatIsAwayOnlyOnce() {
        Away away = new Away();
        List<Feedback> many = List.of(failures.getFirst(), failures.getFirst());

        assertThat(feedback(away).write(Requests.ACCOUNT, many)).isFalse();

        assertThat(away.asked).isEqualTo(1);
    }

    @Test
    void isOverInTime() {
        Map<String, Object> bounds = ClientProperties.producer("127.0.0.1:19092");

        long longest =
                Stream.of(
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
                        .map(bounds::get)
                        .mapToLong(bound -> Long.parseLong(String.valueOf(bound)))
                        .sum();

        assertThat(Duration.ofMillis(longest)).isLessThan(FeedbackWriter.LIMIT);
    }

    private static KafkaFeedback feedback(MockProducer<byte[], byte[]> producer) {
        return new KafkaFeedback(
                new AcknowledgedWriter(producer, new Meters(new SimpleMeterRegistry())));
    }

    private static List<Feedback> failures() {
        try {
            return DeliveryReport.failures(
                    RawMail.of(Reports.golden("postfix")), Requests.report());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Answers as Kafka's producer does when no broker tells where a topic lies.
    private static final class Away extends MockProducer<byte[], byte[]> {
        private int asked;

        Away() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            asked++;
            return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
        }
    }
}
