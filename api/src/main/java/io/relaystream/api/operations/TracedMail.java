package io.relaystream.api.operations;

import io.relaystream.api.message.MessageKind;
import io.relaystream.api.message.Stage;
import io.relaystream.api.store.Position;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail as operators see it: its way, but neither who wrote it nor to whom. States, outcomes and
/// reasons are codes, as in the canonical record.
///
/// @param id delivery id, 32 hexadecimal digits
/// @param accountId null for mail to nobody
/// @param since when it came to its state; null if that is not known
/// @param stages milliseconds of those that are over
public record TracedMail(
        String id,
        String messageId,
        @Nullable UUID accountId,
        @Nullable UUID aliasId,
        MessageKind kind,
        String state,
        @Nullable Instant since,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String rule,
        int attempts,
        boolean maybeDuplicate,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Long sizeBytes,
        Map<Stage, Long> stages) {

    public TracedMail {
        stages = Map.copyOf(stages);
    }

    public Position position() {
        return new Position(
                receivedAt,
                new UUID(
                        Long.parseUnsignedLong(id, 0, 16, 16),
                        Long.parseUnsignedLong(id, 16, 32, 16)));
    }
}
