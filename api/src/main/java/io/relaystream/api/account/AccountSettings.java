package io.relaystream.api.account;

import io.relaystream.core.account.Quarantine;

/// What the owner can change of an account.
public record AccountSettings(
        boolean dropSpam, Quarantine quarantine, BlockedSenders blockedSenders) {

    /// Those of a new account.
    public static final AccountSettings INITIAL =
            new AccountSettings(false, Quarantine.WARN, BlockedSenders.NONE);
}
