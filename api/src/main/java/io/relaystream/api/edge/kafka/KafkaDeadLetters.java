package io.relaystream.api.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.relaystream.api.operations.DeadLetter;
import io.relaystream.api.operations.DeadLetterId;
import io.relaystream.api.operations.DeadLetters;
import io.relaystream.api.operations.Redrive;
import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.kafka.ClientProperties;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Reads `mail.dead-letter` with a consumer that lives as long as the question, and is in no group.
/// The headers that say why a record lies there are those of Kafka Streams (KIP-1034).
public record KafkaDeadLetters(String bootstrapServers) implements DeadLetters {
    private static final TopicPartition LETTERS = new TopicPartition(Topics.DEAD_LETTER.name(), 0);
    private static final String WHY = "__streams.errors.";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /// What is read at once: the ends of transactions take offsets, too.
    private static final int WINDOW = 200;

    private static final int SHOWN_BYTES = 64 * 1024;

    @Override
    public Slice<DeadLetter> newest(Optional<Position> after, int limit) {
        return reading(
                consumer -> {
                    long first = first(consumer);
                    long end =
                            Math.min(
                                    end(consumer),
                                    after.map(position -> position.id().getLeastSignificantBits())
                                            .orElse(Long.MAX_VALUE));
                    List<DeadLetter> found = new ArrayList<>();
                    while (end > first && found.size() <= limit) {
                        long start = Math.max(first, end - WINDOW);
                        read(consumer, start, end).reversed().stream()
                                .map(KafkaDeadLetters::letter)
                                .forEach(found::add);
                        end = start;
                    }
                    return Slice.of(
                            found.subList(0, Math.min(found.size(), limit + 1)),
                            limit,
                            DeadLetter::position);
                });
    }

    @Override
    public Optional<DeadLetter> find(DeadLetterId id) {
        return record(id).map(KafkaDeadLetters::letter);
    }

    @Override
    public Redrive redrive(DeadLetterId id) {
        Optional<ConsumerRecord<byte[], byte[]>> letter = record(id);
        if (letter.isEmpty()) {
            return new Redrive.Absent();
        }
        Optional<String> source = letter.flatMap(KafkaDeadLetters::source);
        source.ifPresent(topic -> produce(again(letter.get(), topic)));
        return source.<Redrive>map(Redrive.Done::new).orElseGet(Redrive.Impossible::new);
    }

    /// Ends of transactions count, too.
    @Override
    public long count() {
        return reading(consumer -> end(consumer) - first(consumer));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(DeadLetterId id) {
        return reading(
                consumer ->
                        id.partition() != LETTERS.partition()
                                        || id.offset() < first(consumer)
                                        || id.offset() >= end(consumer)
                                ? Optional.empty()
                                : read(consumer, id.offset(), id.offset() + 1).stream()
                                        .findFirst());
    }

    private <T> T reading(Function<Consumer<byte[], byte[]>, T> work) {
        var consumer =
                new KafkaConsumer<>(
                        ClientProperties.reader(bootstrapServers, LIMIT),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            consumer.assign(List.of(LETTERS));
            return work.apply(consumer);
        } catch (KafkaException e) {
            throw new StoreUnavailableException(e);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }

    private static long first(Consumer<byte[], byte[]> consumer) {
        return requireNonNull(consumer.beginningOffsets(List.of(LETTERS)).get(LETTERS));
    }

    private static long end(Consumer<byte[], byte[]> consumer) {
        return requireNonNull(consumer.endOffsets(List.of(LETTERS)).get(LETTERS));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            Consumer<byte[], byte[]> consumer, long start, long end) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long giveUp = System.nanoTime() + LIMIT.toNanos();
        consumer.seek(LETTERS, start);
        while (consumer.position(LETTERS) < end) {
            if (System.nanoTime() > giveUp) {
                throw new KafkaException(
                        "%s must be read within %s".formatted(LETTERS.topic(), LIMIT));
            }
            consumer.poll(POLL).records(LETTERS).stream()
                    .filter(record -> record.offset() < end)
                    .forEach(found::add);
        }
        return found;
    }

    private void produce(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> properties = ClientProperties.producer(bootstrapServers);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.send(record).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new StoreUnavailableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException(e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /// The topic to go back to, if it is one where records come in, and not a table: there an old
    /// record would undo what is newer. A mail goes in behind the look for duplicates, which has
    /// seen it before it failed.
    private static Optional<String> source(ConsumerRecord<byte[], byte[]> letter) {
        return Topics.ALL.stream()
                .filter(topic -> !topic.compacted() && !topic.equals(Topics.DEAD_LETTER))
                .filter(topic -> topic.name().equals(why(letter, "topic")))
                .map(topic -> topic.equals(Topics.INBOUND) ? Topics.WAITED : topic)
                .map(Topic::name)
                .findFirst();
    }

    private static ProducerRecord<byte[], byte[]> again(
            ConsumerRecord<byte[], byte[]> letter, String topic) {
        List<Header> headers = new ArrayList<>();
        letter.headers()
                .forEach(
                        header -> {
                            if (!header.key().startsWith(WHY)) {
                                headers.add(header);
                            }
                        });
        @Nullable Long partition = number(letter, "partition");
        return new ProducerRecord<>(
                topic,
                partition == null ? null : partition.intValue(),
                letter.key(),
                letter.value(),
                headers);
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        return new DeadLetter(
                new DeadLetterId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                why(record, "topic"),
                number(record, "partition"),
                number(record, "offset"),
                why(record, "exception"),
                why(record, "message"),
                why(record, "stacktrace"),
                text(record.key()),
                text(value),
                value == null ? 0 : value.length);
    }

    private static @Nullable String why(ConsumerRecord<byte[], byte[]> letter, String what) {
        @Nullable Header header = letter.headers().lastHeader(WHY + what);
        return header == null ? null : text(header.value());
    }

    private static @Nullable Long number(ConsumerRecord<byte[], byte[]> letter, String what) {
        @Nullable String text = why(letter, what);
        return text == null || !text.matches("\\d{1,18}") ? null : Long.valueOf(text);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null
                ? null
                : new String(bytes, 0, Math.min(bytes.length, SHOWN_BYTES), UTF_8);
    }
}
