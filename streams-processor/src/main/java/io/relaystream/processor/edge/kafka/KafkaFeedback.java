package io.relaystream.processor.edge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.relaystream.core.feedback.Feedback;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.processor.delivery.FeedbackWriter;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to `mail.feedback`, acknowledged by the broker. Does not try again: the ledger does.
record KafkaFeedback(AcknowledgedWriter writer) implements FeedbackWriter {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFeedback.class);

    @Override
    public boolean write(String accountId, List<Feedback> feedback) {
        try {
            writer.write(feedback.stream().map(one -> record(accountId, one)).toList());
            return true;
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException: the producer is closed, as the process ends.
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("What a report says could not be written; the ledger asks again");
            return false;
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String accountId, Feedback feedback) {
        String topic = Topics.FEEDBACK.name();
        return new ProducerRecord<>(
                topic,
                accountId.getBytes(UTF_8),
                Topics.FEEDBACK.values().serializer().serialize(topic, feedback));
    }
}
