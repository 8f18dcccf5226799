package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops mail to a host that is neither ours nor that of an account. Asked for the last time only
/// when the tables are known to be fresh.
public record ForeignAddress() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.NOT_OUR_ADDRESS.when(facts.recipient() == Nobody.FOREIGN);
    }
}
