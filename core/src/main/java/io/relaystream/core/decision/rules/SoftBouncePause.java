package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Postponement;
import io.relaystream.core.decision.Rule;
import java.time.Instant;
import java.util.Optional;

/// Lets mail wait for a mailbox that refused a mail for the moment, such as a full one.
public record SoftBouncePause() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Instant until = facts.standing().softBounceUntil();
        return until != null && Standing.lasts(until, facts.now())
                ? Optional.of(new Postponement(DropReason.SOFT_BOUNCE_PAUSE, until))
                : Optional.empty();
    }
}
