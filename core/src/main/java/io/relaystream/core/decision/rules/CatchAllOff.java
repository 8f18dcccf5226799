package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient;
import java.util.Optional;

/// Lets no mail make an alias in a domain whose owner does not want that. Asked for the last time
/// only when the tables are known to be fresh.
public record CatchAllOff() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.CATCH_ALL_OFF.when(
                facts.recipient() instanceof Recipient.Unmade unmade
                        && !unmade.domain().catchAll());
    }
}
