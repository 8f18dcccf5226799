package io.relaystream.core.alias;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;

/// A row of the alias table, as the topology sees it.
///
/// @param id the row's id, stable for the life of the alias
/// @param accountId the owner
/// @param address the full address that mail is sent to
/// @param enabled whether the owner has it switched on
public record Alias(
        String id,
        String accountId,
        EmailAddress address,
        boolean enabled,
        Blocking blocking,
        Instant createdAt) {

    /// Whether the owner wants no mail at all through this alias.
    public boolean switchedOff() {
        return !enabled || blocking == Blocking.ALL;
    }
}
