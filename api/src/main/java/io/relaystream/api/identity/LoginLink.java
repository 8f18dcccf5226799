package io.relaystream.api.identity;

import java.net.URI;
import java.time.Instant;

/// A link that signs in once, so [#toString()] hides it.
///
/// @param expiresAt when it works no more
public record LoginLink(URI url, Instant expiresAt) {
    @Override
    public String toString() {
        return "***";
    }
}
