package io.relaystream.api.edge.kafka;

import io.relaystream.api.projector.Effect;
import io.relaystream.api.projector.Entry;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// What one poll brought.
///
/// @param entries one for each record
/// @param unreadable the records that nobody understands; their entries have no effect
record PolledEntries(List<Entry> entries, List<Unreadable> unreadable) {

    /// A record that cannot be read, and why.
    record Unreadable(TopicPartition partition, long offset, String reason) {}

    /// A topic that is read, and what its records do.
    private record Source<V>(Topic<V> topic, Function<V, List<Effect>> read) {

        /// A tombstone says nothing: rows go with their account or alias.
        List<Effect> effects(byte @Nullable [] bytes) {
            @Nullable V value = topic.values().deserializer().deserialize(topic.name(), bytes);
            return value == null ? List.of() : read.apply(value);
        }
    }

    private static final List<Source<?>> READ =
            List.of(
                    new Source<>(Topics.ACCOUNT_EVENTS, Effect::of),
                    new Source<>(Topics.ALIAS_STATS, Effect::of),
                    new Source<>(Topics.LOG, Effect::of),
                    new Source<>(Topics.CANONICAL, Effect::of));

    static List<String> topics() {
        return READ.stream().map(source -> source.topic().name()).toList();
    }

    static PolledEntries of(ConsumerRecords<byte[], byte[]> records) {
        var polled = new PolledEntries(new ArrayList<>(), new ArrayList<>());
        records.forEach(polled::add);
        return polled;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        List<Effect> effects = List.of();
        try {
            effects = effects(record);
        } catch (SerializationException | IllegalArgumentException e) {
            unreadable.add(
                    new Unreadable(partition, record.offset(), String.valueOf(e.getMessage())));
        }
        entries.add(new Entry(partition, record.offset(), effects));
    }

    private static List<Effect> effects(ConsumerRecord<byte[], byte[]> record) {
        return READ.stream()
                .filter(source -> source.topic().name().equals(record.topic()))
                .flatMap(source -> source.effects(record.value()).stream())
                .toList();
    }
}
