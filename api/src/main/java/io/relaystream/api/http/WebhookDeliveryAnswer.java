package io.relaystream.api.http;

import io.relaystream.api.webhook.WebhookDelivery;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a webhook was or will be told, as JSON.
record WebhookDeliveryAnswer(
        UUID id,
        String event,
        @Nullable String message,
        String state,
        String createdAt,
        int attempts,
        @Nullable String nextAttemptAt,
        @Nullable String deliveredAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError) {

    static WebhookDeliveryAnswer of(WebhookDelivery delivery) {
        return new WebhookDeliveryAnswer(
                delivery.id(),
                delivery.event(),
                delivery.message(),
                delivery.state().code(),
                delivery.createdAt().toString(),
                delivery.attempts(),
                Json.text(delivery.nextAttemptAt()),
                Json.text(delivery.deliveredAt()),
                delivery.lastStatus(),
                delivery.lastError());
    }
}
