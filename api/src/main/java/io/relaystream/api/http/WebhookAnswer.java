package io.relaystream.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.relaystream.api.webhook.Webhook;
import io.relaystream.api.webhook.WebhookSecret;
import io.relaystream.core.Code;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A webhook as JSON.
///
/// @param secret shown once, when it is made; else it is left out
record WebhookAnswer(
        UUID id,
        String url,
        List<String> events,
        boolean enabled,
        String createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookAnswer of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookAnswer of(Webhook webhook, @Nullable WebhookSecret secret) {
        return new WebhookAnswer(
                webhook.id(),
                webhook.url().value(),
                webhook.events().stream().sorted().map(Code::code).toList(),
                webhook.enabled(),
                webhook.createdAt().toString(),
                secret == null ? null : secret.value());
    }
}
