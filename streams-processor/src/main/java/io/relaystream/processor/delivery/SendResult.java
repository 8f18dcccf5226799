package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryCode;
import org.jspecify.annotations.Nullable;

/// What a provider answered.
///
/// @param providerId the provider's id of the sent mail, if it gave one
public record SendResult(DeliveryCode code, @Nullable String providerId) {

    public static SendResult sent(@Nullable String providerId) {
        return new SendResult(DeliveryCode.SENT, providerId);
    }

    public static SendResult of(DeliveryCode code) {
        return new SendResult(code, null);
    }
}
