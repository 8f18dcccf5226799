package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops mail to an alias that its owner deleted; only its keyed hash is left of it.
public record DeletedAlias() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.DELETED_ALIAS.when(facts.recipient() == Nobody.DELETED);
    }
}
