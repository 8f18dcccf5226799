package io.relaystream.api.alias;

import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.UUID;

/// An alias as its owner sees it.
public record OwnedAlias(
        UUID id,
        EmailAddress address,
        AliasKind kind,
        AliasSettings settings,
        Instant createdAt,
        Instant updatedAt) {

    public AliasPosition position() {
        return new AliasPosition(createdAt, id);
    }
}
