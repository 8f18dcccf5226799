package io.relaystream.api.webhook;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A wish of the owner; what is empty stays as it is.
public record WebhookChange(
        Optional<WebhookUrl> url, Optional<Set<WebhookEvent>> events, Optional<Boolean> enabled)
        implements UnaryOperator<Webhook> {

    public boolean nothing() {
        return url.isEmpty() && events.isEmpty() && enabled.isEmpty();
    }

    @Override
    public Webhook apply(Webhook before) {
        return new Webhook(
                before.id(),
                url.orElse(before.url()),
                events.orElse(before.events()),
                enabled.orElse(before.enabled()),
                before.createdAt());
    }
}
