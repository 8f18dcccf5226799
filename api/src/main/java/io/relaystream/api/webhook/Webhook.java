package io.relaystream.api.webhook;

import io.relaystream.api.store.Position;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A webhook as its owner sees it.
///
/// @param events what it is told
/// @param enabled false once the owner, or days of failures, have switched it off
public record Webhook(
        UUID id, WebhookUrl url, Set<WebhookEvent> events, boolean enabled, Instant createdAt) {
    public Webhook {
        events = Set.copyOf(events);
    }

    public Position position() {
        return new Position(createdAt, id);
    }
}
