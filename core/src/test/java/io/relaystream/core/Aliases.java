package io.relaystream.core;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Aliases of [Accounts#active()]: the default is the happy case, and each method changes one
/// thing.
public final class Aliases {
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private Aliases() {}

    public static Alias open() {
        return alias(true, Blocking.NONE, Set.of(), null);
    }

    public static Alias switchedOff() {
        return alias(false, Blocking.NONE, Set.of(), null);
    }

    public static Alias blocking(Blocking blocking) {
        return alias(true, blocking, Set.of(), null);
    }

    public static Alias blockingSenders(String... senders) {
        return alias(true, Blocking.NONE, Set.of(senders), null);
    }

    public static Alias expiringAt(Instant expiresAt) {
        return alias(true, Blocking.NONE, Set.of(), expiresAt);
    }

    public static Alias at(String address) {
        return of("account-1", address);
    }

    public static Alias of(String accountId, String address) {
        return new Alias(
                "alias-" + Integer.toHexString(address.hashCode()),
                accountId,
                new EmailAddress(address),
                AliasKind.RANDOM,
                true,
                Blocking.NONE,
                Set.of(),
                null,
                CREATED,
                true);
    }

    public static Alias switchedOffAt(String address) {
        Alias open = at(address);
        return new Alias(
                open.id(),
                open.accountId(),
                open.address(),
                open.kind(),
                false,
                open.blocking(),
                open.blockedSenders(),
                null,
                open.createdAt(),
                open.banner());
    }

    private static Alias alias(
            boolean enabled,
            Blocking blocking,
            Set<String> blockedSenders,
            @Nullable Instant expiresAt) {
        return new Alias(
                "alias-1",
                "account-1",
                new EmailAddress("open@relay.localhost"),
                AliasKind.RANDOM,
                enabled,
                blocking,
                blockedSenders,
                expiresAt,
                CREATED,
                true);
    }
}
