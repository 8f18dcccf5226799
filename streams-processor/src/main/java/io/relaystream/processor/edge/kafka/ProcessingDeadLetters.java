package io.relaystream.processor.edge.kafka;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Puts a record that made a processor throw into `mail.dead-letter` (KIP-1034) and goes on: a
/// defect in a rule never forwards, never drops silently, and never stops other people's mail.
public final class ProcessingDeadLetters extends LogAndContinueProcessingExceptionHandler {
    private @Nullable DeadLetterAlarm alarm;

    @Override
    public void configure(Map<String, ?> configuration) {
        super.configure(configuration);
        alarm = DeadLetterAlarm.from(configuration);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception cause) {
        if (alarm != null) {
            alarm.raise(context, cause);
        }
        return super.handleError(context, record, cause);
    }
}
