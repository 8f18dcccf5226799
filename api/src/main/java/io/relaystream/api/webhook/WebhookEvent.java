package io.relaystream.api.webhook;

import io.relaystream.core.Code;
import java.util.Locale;

/// What a webhook can ask to be told.
public enum WebhookEvent implements Code {
    MESSAGE_FORWARDED,
    MESSAGE_DROPPED,
    /// It ended otherwise: the owner does not have it.
    MESSAGE_FAILED,
    /// It did not arrive yet and is tried again.
    MESSAGE_WAITING;

    /// With a dot, as is the custom of webhooks.
    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
