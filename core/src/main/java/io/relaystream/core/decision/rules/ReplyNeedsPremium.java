package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Lets only premium accounts reply, unless the operator lets all of them.
///
/// @param free whether accounts on the free plan may (`RELAY_FREE_REPLIES`)
public record ReplyNeedsPremium(boolean free) implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.REPLY_NEEDS_PREMIUM.when(
                !free && account != null && account.plan() != Plan.PREMIUM);
    }
}
