package io.relaystream.api.edge.smtp;

import io.relaystream.core.Code;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import java.util.Optional;

/// The server that takes our letters, the same that takes forwarded mail.
///
/// @param username for `AUTH`; the password is there if it is
public record SmtpConfig(
        String host,
        int port,
        Optional<String> username,
        Optional<Secret> password,
        StartTls startTls) {

    /// Whether the connection is encrypted (RFC 3207).
    public enum StartTls implements Code {
        OFF,
        WHEN_OFFERED,
        REQUIRED
    }

    public SmtpConfig {
        if (username.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "RELAY_SMTP_USERNAME and RELAY_SMTP_PASSWORD must be set together, got only one of them");
        }
    }

    public static SmtpConfig from(Env env) {
        return new SmtpConfig(
                env.text(Setting.SMTP_HOST, "127.0.0.1"),
                env.port(Setting.SMTP_PORT, 25),
                env.optional(Setting.SMTP_USERNAME),
                env.optionalSecret(Setting.SMTP_PASSWORD),
                env.choice(Setting.SMTP_STARTTLS, StartTls.class, StartTls.WHEN_OFFERED));
    }
}
