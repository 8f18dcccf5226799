package io.relaystream.platform.config;

import java.io.Serial;
import java.util.List;

/// The configuration cannot be used; the message lists every problem.
public final class ConfigException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    ConfigException(List<String> problems) {
        super("Invalid configuration:\n  - " + String.join("\n  - ", problems));
    }
}
