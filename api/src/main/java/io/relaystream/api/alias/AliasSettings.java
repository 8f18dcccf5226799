package io.relaystream.api.alias;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.core.alias.Blocking;

/// What the owner can change of an alias.
///
/// @param banner whether mail through it says so, if the owner wants that at all
public record AliasSettings(
        boolean enabled,
        Blocking blocking,
        Remarks remarks,
        Expiry expiry,
        BlockedSenders blockedSenders,
        boolean banner) {

    /// Those of a new alias.
    public static AliasSettings initial(Remarks remarks) {
        return new AliasSettings(
                true, Blocking.NONE, remarks, Expiry.NEVER, BlockedSenders.NONE, true);
    }
}
