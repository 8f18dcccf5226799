package io.relaystream.api.webhook;

import java.util.UUID;

/// Something to be posted now.
///
/// @param id of the delivery, the same at each attempt
/// @param attempts before this one
public record Post(
        UUID id,
        UUID account,
        UUID webhook,
        WebhookUrl url,
        WebhookSecret secret,
        String body,
        int attempts) {}
