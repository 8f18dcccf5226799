package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops bulk mail to an alias that blocks promotions, while its owner has premium. Bulk is what
/// says so itself, by a `List-*` header or `Precedence`: a `Feedback-ID` alone stands in mail that
/// people wait for, too.
public record PromotionBlocked() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Alias alias = facts.alias();
        Account account = facts.account();
        return DropReason.PROMOTIONS_BLOCKED.when(
                facts.mail().bulk()
                        && alias != null
                        && alias.blocking() == Blocking.PROMOTIONS
                        && account != null
                        && account.plan() == Plan.PREMIUM);
    }
}
