package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail to an alias whose time is over.
public record AliasExpired() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Alias alias = facts.alias();
        return DropReason.ALIAS_EXPIRED.when(
                alias != null
                        && alias.expiresAt() != null
                        && !Standing.lasts(alias.expiresAt(), facts.now()));
    }
}
