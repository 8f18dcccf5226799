package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail for an account that had as many mails forwarded as are allowed, for a day.
public record ForwardLimitReached() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.FORWARD_LIMIT.when(
                Standing.lasts(facts.standing().forwardLimitUntil(), facts.now()));
    }
}
