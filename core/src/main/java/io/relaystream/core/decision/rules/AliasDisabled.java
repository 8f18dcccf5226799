package io.relaystream.core.decision.rules;

import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail to an alias that its owner switched off.
public record AliasDisabled() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Alias alias = facts.alias();
        return DropReason.ALIAS_DISABLED.when(alias != null && alias.switchedOff());
    }
}
