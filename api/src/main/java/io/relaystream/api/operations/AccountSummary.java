package io.relaystream.api.operations;

import io.relaystream.api.store.Position;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account in the operator's list.
///
/// @param admin whether the owner may do what the operator may
/// @param suspendedUntil null if the operator has not suspended it
/// @param suspensionReason null if nobody has said why
public record AccountSummary(
        UUID id,
        EmailAddress email,
        Plan plan,
        boolean active,
        boolean verified,
        boolean admin,
        @Nullable Instant suspendedUntil,
        @Nullable String suspensionReason,
        Instant createdAt) {

    public Position position() {
        return new Position(createdAt, id);
    }
}
