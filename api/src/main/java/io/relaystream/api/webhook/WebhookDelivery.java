package io.relaystream.api.webhook;

import io.relaystream.api.store.Position;
import io.relaystream.core.Code;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that a webhook was or will be told, as its owner sees it.
///
/// @param event code of a [WebhookEvent], or `ping`
/// @param message delivery id of the mail; null for a ping
/// @param attempts how often it was posted
/// @param nextAttemptAt null once it is over
/// @param deliveredAt null unless the receiver took it
/// @param lastStatus of the last answer; null if there was none
/// @param lastError why the last attempt failed, as a code; null if none has
public record WebhookDelivery(
        UUID id,
        String event,
        @Nullable String message,
        Instant createdAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant deliveredAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError) {

    /// Where it is on its way.
    public enum State implements Code {
        PENDING,
        DELIVERED,
        FAILED
    }

    public State state() {
        if (deliveredAt != null) {
            return State.DELIVERED;
        }
        return nextAttemptAt == null ? State.FAILED : State.PENDING;
    }

    public Position position() {
        return new Position(createdAt, id);
    }
}
