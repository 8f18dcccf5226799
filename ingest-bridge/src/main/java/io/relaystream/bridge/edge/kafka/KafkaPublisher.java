package io.relaystream.bridge.edge.kafka;

import io.relaystream.bridge.intake.Effect;
import io.relaystream.bridge.intake.Publication;
import io.relaystream.bridge.intake.Publisher;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to Kafka and waits until all replicas have it: at most 7 s, so that there is time left of
/// the 15 s after which SNS gives up.
public final class KafkaPublisher implements Publisher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final Duration BUDGET = Duration.ofSeconds(7);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final String REASON = "reason";
    private static final String PATH = "path";

    private final Producer<String, byte[]> producer;
    private final Meters meters;

    public KafkaPublisher(String bootstrapServers, Meters meters) {
        Map<String, Object> properties = ClientProperties.producer(bootstrapServers);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest-bridge");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        this.producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.meters = meters;
    }

    @Override
    public Effect publish(List<Publication> records) {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        try {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
            for (Publication publication : records) {
                Future<RecordMetadata> acknowledgement = send(publication);
                acknowledgements.add(acknowledgement);
                if (acknowledgement.state() == Future.State.FAILED) {
                    // Without metadata each further one would block for seconds, too.
                    break;
                }
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(
                        Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return Effect.DONE;
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            return failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }

    private Future<RecordMetadata> send(Publication publication) {
        ProducerRecord<String, byte[]> message = message(publication);
        long start = System.nanoTime();
        return producer.send(
                message,
                (_, failure) ->
                        meters.time(
                                Metric.BROKER_ACK,
                                Duration.ofNanos(System.nanoTime() - start),
                                failure == null ? CallOutcome.OK : CallOutcome.FAILED));
    }

    private static ProducerRecord<String, byte[]> message(Publication publication) {
        return switch (publication) {
            case Publication.Mail(InboundMail mail) ->
                    record(Topics.INBOUND, mail.mailbox().value(), mail);
            case Publication.Report(Feedback feedback) ->
                    record(Topics.FEEDBACK, key(feedback), feedback);
            case Publication.RejectedInput(var body, var reason, var paths) -> {
                ProducerRecord<String, byte[]> message =
                        record(Topics.REJECTED_INPUT, null, body.getBytes(StandardCharsets.UTF_8));
                message.headers().add(REASON, reason.code().getBytes(StandardCharsets.UTF_8));
                paths.forEach(
                        path -> message.headers().add(PATH, path.getBytes(StandardCharsets.UTF_8)));
                yield message;
            }
        };
    }

    private static <V> ProducerRecord<String, byte[]> record(
            Topic<V> topic, @Nullable String key, V value) {
        return new ProducerRecord<>(
                topic.name(), key, topic.values().serializer().serialize(topic.name(), value));
    }

    /// The account if we know it, so that its reports stay in order; else the best there is.
    private static String key(Feedback feedback) {
        EmailAddress recipient = feedback.recipient();
        if (feedback.accountId() != null) {
            return feedback.accountId();
        }
        return recipient == null ? feedback.providerId() : recipient.value();
    }

    private static Effect failed(@Nullable Throwable cause) {
        LOG.atWarn()
                .addKeyValue(LogKey.ERROR.key(), cause)
                .log("Kafka did not acknowledge; the sender has to repeat");
        return Effect.FAILED;
    }
}
