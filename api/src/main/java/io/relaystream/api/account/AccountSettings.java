package io.relaystream.api.account;

import io.relaystream.core.account.Quarantine;

/// What the owner can change of an account.
///
/// @param banner whether forwarded mail says through which alias it came
/// @param removeTrackers whether known trackers are taken out of forwarded mail
/// @param sealedReplies whether replies go out that cannot be cleaned of the owner's address
/// @param holdDropped whether dropped mail can be asked for within some days
public record AccountSettings(
        boolean dropSpam,
        Quarantine quarantine,
        BlockedSenders blockedSenders,
        boolean banner,
        boolean removeTrackers,
        Language locale,
        PgpKey pgpKey,
        ReplyName replyName,
        boolean sealedReplies,
        boolean holdDropped) {

    /// Those of a new account.
    public static final AccountSettings INITIAL =
            new AccountSettings(
                    false,
                    Quarantine.WARN,
                    BlockedSenders.NONE,
                    true,
                    false,
                    Language.EN,
                    PgpKey.NONE,
                    ReplyName.NONE,
                    false,
                    false);
}
