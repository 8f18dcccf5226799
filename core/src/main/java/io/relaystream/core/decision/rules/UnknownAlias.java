package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail to an address that is no alias. Asked only when the alias table is known to be fresh.
public record UnknownAlias() implements Rule {
    @Override
    public Optional<DropReason> objection(Facts facts) {
        return DropReason.UNKNOWN_ALIAS.when(facts.alias() == null);
    }
}
