package io.relaystream.core.delivery;

import org.jspecify.annotations.Nullable;

/// What happened to one attempt.
///
/// @param attempt which attempt this is about
/// @param code what happened
/// @param providerId the provider's id of the sent mail, if it gave one
/// @param sizeBytes size of the raw mail, 0 if it was not fetched
/// @param fetchMs time to read it from the object store, in milliseconds
/// @param rewriteMs time to rewrite it, in milliseconds
/// @param sendMs time until the provider answered, in milliseconds
/// @param trackersRemoved how many trackers were taken out of it
/// @param wrapped it went out as an attachment, because it could not be rewritten
public record DeliveryOutcome(
        String deliveryId,
        int attempt,
        String accountId,
        DeliveryCode code,
        @Nullable String providerId,
        long sizeBytes,
        long fetchMs,
        long rewriteMs,
        long sendMs,
        long trackersRemoved,
        boolean wrapped) {

    /// An outcome that came about before anything could be measured.
    public static DeliveryOutcome of(DeliveryRequest request, DeliveryCode code) {
        return new DeliveryOutcome(
                request.deliveryId(),
                request.attempt(),
                request.accountId(),
                code,
                null,
                0,
                0,
                0,
                0,
                0,
                false);
    }
}
