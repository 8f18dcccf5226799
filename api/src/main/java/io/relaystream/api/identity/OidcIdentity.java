package io.relaystream.api.identity;

import io.relaystream.core.address.EmailAddress;
import java.util.Optional;

/// Somebody whom the OpenID provider knows.
///
/// @param subject who it is there, for ever
/// @param email only if the provider has verified it
public record OidcIdentity(String subject, Optional<EmailAddress> email) {
    @Override
    public String toString() {
        return "***";
    }
}
