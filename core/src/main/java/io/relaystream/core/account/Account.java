package io.relaystream.core.account;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A row of the account table, as the topology sees it.
///
/// @param email where mail is forwarded to
/// @param verified whether the owner has shown that this mailbox is theirs
/// @param active false once the account is deactivated
/// @param dropSpam whether mail with a spam verdict FAIL is dropped
/// @param quarantine what becomes of mail whose sender asks for quarantine when DMARC fails
/// @param blockedSenders addresses and hosts in canonical form whose mail the owner does not want
/// @param suspendedUntil until then the operator has suspended the account; null if not
public record Account(
        String id,
        EmailAddress email,
        boolean verified,
        Plan plan,
        boolean active,
        boolean dropSpam,
        Quarantine quarantine,
        Set<String> blockedSenders,
        @Nullable Instant suspendedUntil) {

    public Account {
        blockedSenders = Set.copyOf(blockedSenders);
    }

    /// Without the senders, which are addresses.
    @Override
    public String toString() {
        return "Account[%s, %s, %s, active=%s]".formatted(id, email, plan.code(), active);
    }
}
