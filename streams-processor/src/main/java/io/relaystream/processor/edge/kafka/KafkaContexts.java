package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.reply.SealedContext;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.processor.delivery.ContextWriter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/// Writes to `reply.contexts`, acknowledged by the broker: to the partition in which everything
/// else of the account is, whatever the record's key.
record KafkaContexts(AcknowledgedWriter writer, int partitions) implements ContextWriter {

    @Override
    public boolean write(String accountId, List<SealedContext> contexts) {
        int partition = Utils.toPositive(Utils.murmur2(accountId.getBytes(UTF_8))) % partitions;
        return writer.tryWrite(
                contexts.stream().map(context -> record(partition, context)).toList());
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, SealedContext context) {
        String topic = Topics.REPLY_CONTEXTS.name();
        return new ProducerRecord<>(
                topic,
                partition,
                context.token().getBytes(UTF_8),
                Topics.REPLY_CONTEXTS.values().serializer().serialize(topic, context));
    }
}
