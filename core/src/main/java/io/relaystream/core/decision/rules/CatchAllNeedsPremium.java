package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient;
import java.util.Optional;

/// Lets mail make aliases for premium accounts only. Aliases that were made before the end of a
/// subscription go on working.
public record CatchAllNeedsPremium() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.CATCH_ALL_NEEDS_PREMIUM.when(
                facts.recipient() instanceof Recipient.Unmade
                        && account != null
                        && account.plan() != Plan.PREMIUM);
    }
}
