package io.relaystream.api.operations;

import io.relaystream.api.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What operators can do.
///
/// @param lag records that the projector has yet to read
public record Operations(
        OperationsStore store, DeadLetters deadLetters, LongSupplier lag, InstantSource clock) {

    /// Shows what it can also when Kafka is away: that is when it is looked at.
    public Overview overview() {
        return new Overview(clock.instant(), store.figures(), lag.getAsLong(), countDeadLetters());
    }

    /// Each record once: it is not taken for a duplicate, so a mail would be sent twice.
    public Redrive redrive(DeadLetterId id) {
        if (!store.beginRedrive(id)) {
            return new Redrive.Repeated();
        }
        Redrive result = new Redrive.Absent();
        try {
            result = deadLetters.redrive(id);
        } finally {
            if (!(result instanceof Redrive.Done)) {
                store.abandonRedrive(id);
            }
        }
        return result;
    }

    private Optional<Long> countDeadLetters() {
        try {
            return Optional.of(deadLetters.count());
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }
}
