package io.relaystream.api.webhook;

import java.util.UUID;

/// Posts JSON to strangers.
@FunctionalInterface
public interface Poster {

    /// Returns within seconds; follows no redirect, and posts to no address that is not
    /// everybody's.
    ///
    /// @param delivery the header `Relaystream-Delivery`
    /// @param signature the header `Relaystream-Signature`
    PostResult post(WebhookUrl url, UUID delivery, String signature, String body);
}
