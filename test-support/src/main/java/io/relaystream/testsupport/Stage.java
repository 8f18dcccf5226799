package io.relaystream.testsupport;

import java.util.Locale;

/// A moment of an SMTP session at which a server answers (RFC 5321).
public enum Stage {
    /// The client has connected and waits for the greeting.
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    /// The client has sent the dot that ends a mail.
    DOT,
    RSET,
    NOOP,
    QUIT,
    /// Any other command.
    UNKNOWN;

    static Stage of(String command) {
        String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "EHLO", "HELO" -> EHLO;
            case "STARTTLS" -> STARTTLS;
            case "AUTH" -> AUTH;
            case "MAIL" -> MAIL;
            case "RCPT" -> RCPT;
            case "DATA" -> DATA;
            case "RSET" -> RSET;
            case "NOOP" -> NOOP;
            case "QUIT" -> QUIT;
            default -> UNKNOWN;
        };
    }
}
