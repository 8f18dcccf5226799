package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.processor.delivery.FeedbackWriter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes to `mail.feedback`, acknowledged by the broker. Does not try again: the ledger does.
record KafkaFeedback(AcknowledgedWriter writer) implements FeedbackWriter {
    @Override
    public boolean write(String accountId, List<Feedback> feedback) {
        return writer.tryWrite(feedback.stream().map(one -> record(accountId, one)).toList());
    }

    private static ProducerRecord<byte[], byte[]> record(String accountId, Feedback feedback) {
        String topic = Topics.FEEDBACK.name();
        return new ProducerRecord<>(
                topic,
                accountId.getBytes(UTF_8),
                Topics.FEEDBACK.values().serializer().serialize(topic, feedback));
    }
}
