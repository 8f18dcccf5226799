package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.UUID;

/// An alias as its owner sees it.
///
/// @param stats what has become of its mail, as far as the projector has come
/// @param updatedAt when its settings changed, not its stats
public record OwnedAlias(
        UUID id,
        EmailAddress address,
        AliasKind kind,
        AliasSettings settings,
        AliasStats stats,
        Instant createdAt,
        Instant updatedAt) {}
