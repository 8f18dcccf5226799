package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops mail to an address that is no alias. Asked for the last time only when the alias table is
/// known to be fresh, or has not become so for an hour.
public record UnknownAlias() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return facts.recipient() == Nobody.UNKNOWABLE
                ? DropReason.ALIAS_TABLE_STALE.when(true)
                : DropReason.UNKNOWN_ALIAS.when(facts.recipient() == Nobody.UNKNOWN);
    }
}
