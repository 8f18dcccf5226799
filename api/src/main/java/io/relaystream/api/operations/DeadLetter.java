package io.relaystream.api.operations;

import io.relaystream.api.store.Position;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record that could not be processed. Key and value are as they came, so that they may hold
/// addresses; [#toString()] hides them.
///
/// @param at when it was put there
/// @param topic that it was read from; null if nobody has said
/// @param partition of that topic
/// @param offset in it
/// @param error class of what was thrown; null if nothing was
/// @param message of it
/// @param stackTrace of it
/// @param key as text; null if it has none
/// @param value the beginning of it as text; null if it has none
/// @param sizeBytes of the whole value
public record DeadLetter(
        DeadLetterId id,
        Instant at,
        @Nullable String topic,
        @Nullable Long partition,
        @Nullable Long offset,
        @Nullable String error,
        @Nullable String message,
        @Nullable String stackTrace,
        @Nullable String key,
        @Nullable String value,
        int sizeBytes) {

    public Position position() {
        return new Position(at, new UUID(id.partition(), id.offset()));
    }

    @Override
    public String toString() {
        return "dead letter " + id.text();
    }
}
