package io.relaystream.api.webhook;

import java.util.UUID;

/// What became of a wish of an owner.
public sealed interface WebhookResult {
    /// @param secret shown this once
    record Created(Webhook webhook, WebhookSecret secret) implements WebhookResult {}

    record Changed(Webhook webhook) implements WebhookResult {}

    /// @param delivery id of what will be posted
    record Pinged(UUID delivery) implements WebhookResult {}

    record Refused(WebhookRefusal why) implements WebhookResult {}
}
