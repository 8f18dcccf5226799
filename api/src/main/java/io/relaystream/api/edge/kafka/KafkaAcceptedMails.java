package io.relaystream.api.edge.kafka;

import io.relaystream.api.message.AcceptedMails;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `mail.inbound`: a mail is looked for in the partition of its recipient around the time
/// when it was written. Every wait is bounded.
public final class KafkaAcceptedMails implements AcceptedMails, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAcceptedMails.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    /// How far the clocks of the bridge and the broker may be apart.
    private static final Duration SKEW = Duration.ofMinutes(5);

    /// Records that one search looks at: if there are more, it does not know.
    private static final int MOST_RECORDS = 20_000;

    /// Searches at once; each has a consumer with buffers of its own.
    private static final int SEARCHES = 2;

    private final String bootstrapServers;
    private final int mostRecords;
    private final Producer<String, InboundMail> producer;
    private final Semaphore searches = new Semaphore(SEARCHES);

    /// Connects to nothing yet.
    public KafkaAcceptedMails(String bootstrapServers) {
        this(bootstrapServers, MOST_RECORDS);
    }

    /// @param mostRecords that one search looks at
    KafkaAcceptedMails(String bootstrapServers, int mostRecords) {
        this.bootstrapServers = bootstrapServers;
        this.mostRecords = mostRecords;
        Map<String, Object> properties = ClientProperties.producer(bootstrapServers);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.producer =
                new KafkaProducer<>(
                        properties,
                        Topics.INBOUND.keys().serializer(),
                        Topics.INBOUND.values().serializer());
    }

    @Override
    public Search find(EmailAddress mailbox, String deliveryId, Instant acceptedAt) {
        if (!searches.tryAcquire()) {
            return new Search.Unavailable();
        }
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return find(consumer, mailbox, deliveryId, acceptedAt);
        } catch (KafkaException e) {
            return unavailable(e);
        } finally {
            searches.release();
        }
    }

    @Override
    public boolean add(InboundMail mail) {
        try {
            producer.send(new ProducerRecord<>(Topics.INBOUND.name(), mail.mailbox().value(), mail))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            unavailable(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                ClientProperties.reader(bootstrapServers, PATIENCE),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Search find(
            Consumer<byte[], byte[]> consumer,
            EmailAddress mailbox,
            String deliveryId,
            Instant acceptedAt) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        byte[] key = mailbox.value().getBytes(StandardCharsets.UTF_8);
        TopicPartition partition = partition(consumer, key);
        long earliest = acceptedAt.minus(SKEW).toEpochMilli();
        long latest = acceptedAt.plus(SKEW).toEpochMilli();
        OffsetAndTimestamp from =
                consumer.offsetsForTimes(Map.of(partition, earliest)).get(partition);
        if (from == null) {
            return new Search.Missing();
        }
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.assign(List.of(partition));
        consumer.seek(partition, from.offset());
        int left = mostRecords;
        while (consumer.position(partition) < end) {
            if (System.nanoTime() - giveUp > 0) {
                return new Search.Unavailable();
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.timestamp() > latest) {
                    return new Search.Missing();
                }
                if (left-- == 0) {
                    return new Search.Unavailable();
                }
                Optional<InboundMail> mail = mail(record, key);
                if (mail.isPresent() && mail.get().deliveryId().equals(deliveryId)) {
                    return new Search.Found(mail.get());
                }
            }
        }
        return new Search.Missing();
    }

    /// Where whoever writes with this key puts its records.
    private static TopicPartition partition(Consumer<byte[], byte[]> consumer, byte[] key) {
        String topic = Topics.INBOUND.name();
        int partitions = consumer.partitionsFor(topic).size();
        return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    /// What was written for this key and can be read.
    private static Optional<InboundMail> mail(ConsumerRecord<byte[], byte[]> record, byte[] key) {
        if (!Arrays.equals(record.key(), key)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    Topics.INBOUND
                            .values()
                            .deserializer()
                            .deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            // It is in the dead letters, too.
            return Optional.empty();
        }
    }

    private static Search unavailable(@Nullable Throwable cause) {
        LOG.atWarn()
                .addKeyValue(LogKey.ERROR.key(), cause)
                .log("Kafka did not answer in time; a mail is not delivered again now");
        return new Search.Unavailable();
    }
}
