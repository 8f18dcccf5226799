package io.relaystream.processor.edge.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;

/// Puts a record that cannot be read into `mail.dead-letter` (KIP-1034) and goes on.
public final class UnreadableDeadLetters extends LogAndContinueExceptionHandler {
    private @Nullable DeadLetterAlarm alarm;

    @Override
    public void configure(Map<String, ?> configuration) {
        super.configure(configuration);
        alarm = DeadLetterAlarm.from(configuration);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception cause) {
        if (alarm != null) {
            alarm.raise(context, cause);
        }
        return super.handleError(context, record, cause);
    }
}
