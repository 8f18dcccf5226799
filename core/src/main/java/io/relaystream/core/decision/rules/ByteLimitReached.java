package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail for an account that had as many bytes forwarded as are allowed, for a day.
public record ByteLimitReached() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.BYTE_LIMIT.when(
                Standing.lasts(facts.standing().byteLimitUntil(), facts.now()));
    }
}
