package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient;
import java.util.Optional;

/// Lets no mail make an alias for an account for which as many were made as are allowed, for a day:
/// a flood of made-up names ends there, and its other aliases go on.
public record AliasLimitReached() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.ALIAS_LIMIT.when(
                facts.recipient() instanceof Recipient.Unmade
                        && Standing.lasts(facts.standing().aliasLimitUntil(), facts.now()));
    }
}
