package io.relaystream.api.identity;

import java.io.IOException;

/// Hands letters to the provider that sends our mail.
@FunctionalInterface
public interface LinkMailer {
    /// Returns within some seconds.
    ///
    /// @throws IOException if the provider did not take it, which may heal; the message tells no
    ///   address
    void send(Letter letter) throws IOException;
}
