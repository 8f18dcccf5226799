package io.relaystream.core;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import java.time.Instant;

/// Aliases of [Accounts#active()].
public final class Aliases {
    private Aliases() {}

    public static Alias open() {
        return alias(true, Blocking.NONE);
    }

    public static Alias switchedOff() {
        return alias(false, Blocking.NONE);
    }

    public static Alias blocking(Blocking blocking) {
        return alias(true, blocking);
    }

    private static Alias alias(boolean enabled, Blocking blocking) {
        return new Alias(
                "alias-1",
                "account-1",
                new EmailAddress("open@relay.localhost"),
                enabled,
                blocking,
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
