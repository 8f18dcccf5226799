package io.relaystream.api.http;

import io.relaystream.core.address.EmailAddress;

/// Hosts that callers name.
final class Hosts {
    private Hosts() {}

    /// @throws IllegalArgumentException if the text is no host name
    static String canonical(String text) {
        try {
            return EmailAddress.host(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a host name", e);
        }
    }
}
