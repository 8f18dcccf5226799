package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops replies of an account that has sent as many as are allowed, for a day.
public record ReplyLimitReached() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.REPLY_LIMIT.when(
                Standing.lasts(facts.standing().replyLimitUntil(), facts.now()));
    }
}
