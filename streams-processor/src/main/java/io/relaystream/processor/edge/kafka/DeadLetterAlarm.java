package io.relaystream.processor.edge.kafka;

import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person that a record went to `mail.dead-letter`: somebody's mail waits there.
record DeadLetterAlarm(Meters meters) {
    /// Under this key Kafka Streams hands our meters to the handlers that it creates.
    static final String METERS = "relaystream.meters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterAlarm.class);

    static DeadLetterAlarm from(Map<String, ?> configuration) {
        if (configuration.get(METERS) instanceof Meters meters) {
            return new DeadLetterAlarm(meters);
        }
        throw new IllegalArgumentException(METERS + " must be set to the meters of this process");
    }

    void raise(ErrorHandlerContext context, Exception cause) {
        meters.count(Metric.DEAD_LETTERS);
        LOG.atError()
                .setCause(cause)
                .addKeyValue(LogKey.TOPIC.key(), context.topic())
                .addKeyValue(LogKey.PARTITION.key(), context.partition())
                .addKeyValue(LogKey.OFFSET.key(), context.offset())
                .log("A record could not be processed and lies in mail.dead-letter");
    }
}
