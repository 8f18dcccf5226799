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

    private Optional<Long> countDeadLetters() {
        try {
            return Optional.of(deadLetters.count());
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }
}
