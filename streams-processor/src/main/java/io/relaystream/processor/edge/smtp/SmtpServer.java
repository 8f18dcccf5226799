package io.relaystream.processor.edge.smtp;

import io.relaystream.core.Code;
import io.relaystream.platform.config.Secret;
import java.util.Optional;

/// The server that takes our mails.
///
/// @param username for `AUTH`; the password is there if it is
/// @param connections most connections at once; as many as there are deliveries at once
public record SmtpServer(
        String host,
        int port,
        Optional<String> username,
        Optional<Secret> password,
        StartTls startTls,
        int connections) {

    /// Whether the connection is encrypted (RFC 3207). The server must have a certificate that the
    /// JVM trusts and that names the host.
    public enum StartTls implements Code {
        OFF,
        WHEN_OFFERED,
        REQUIRED
    }

    public SmtpServer {
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "RELAY_SMTP_USERNAME and RELAY_SMTP_PASSWORD must be set together, got only one of them");
        }
    }
}
