package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail for a mailbox that refused a mail for good: whoever goes on sending to it is taken
/// for a spammer.
public record HardBouncePause() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.HARD_BOUNCE_PAUSE.when(
                Standing.lasts(facts.standing().hardBounceUntil(), facts.now()));
    }
}
