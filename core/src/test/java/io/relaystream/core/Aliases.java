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

    public static Alias at(String address) {
        return alias(
                "alias-" + Integer.toHexString(address.hashCode()), address, true, Blocking.NONE);
    }

    private static Alias alias(boolean enabled, Blocking blocking) {
        return alias("alias-1", "open@relay.localhost", enabled, blocking);
    }

    private static Alias alias(String id, String address, boolean enabled, Blocking blocking) {
        return new Alias(
                id,
                "account-1",
                new EmailAddress(address),
                enabled,
                blocking,
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
