package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops reports to an address that we have not issued, or too long ago: forged mail comes back to
/// those whose address it wears.
public record InvalidBounceAddress() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.INVALID_BOUNCE_ADDRESS.when(
                facts.recipient() == Nobody.FORGED_BOUNCE_ADDRESS);
    }
}
