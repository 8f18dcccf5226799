package io.relaystream.core.alias;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A row of the alias table, as the topology sees it.
///
/// @param id the row's id, stable for the life of the alias
/// @param accountId the owner
/// @param address the full address that mail is sent to, without a tag
/// @param enabled whether the owner has it switched on
/// @param blockedSenders addresses and hosts in canonical form whose mail the owner does not want
///   here
/// @param expiresAt from then on it takes no mail; null for never
/// @param banner whether mail through it says so, if the owner wants that at all
public record Alias(
        String id,
        String accountId,
        EmailAddress address,
        AliasKind kind,
        boolean enabled,
        Blocking blocking,
        Set<String> blockedSenders,
        @Nullable Instant expiresAt,
        Instant createdAt,
        boolean banner) {

    public Alias {
        blockedSenders = Set.copyOf(blockedSenders);
    }

    /// An alias that a mail to it makes: open, like one that was just made by hand.
    public static Alias madeByMail(
            String id, String accountId, EmailAddress address, Instant createdAt) {
        return new Alias(
                id,
                accountId,
                address,
                AliasKind.CATCH_ALL,
                true,
                Blocking.NONE,
                Set.of(),
                null,
                createdAt,
                true);
    }

    /// Without the senders, which are addresses.
    @Override
    public String toString() {
        return "Alias[%s, %s, enabled=%s, blocking=%s]"
                .formatted(id, address, enabled, blocking.code());
    }

    /// Whether the owner wants no mail at all through this alias.
    public boolean switchedOff() {
        return !enabled || blocking == Blocking.ALL;
    }
}
