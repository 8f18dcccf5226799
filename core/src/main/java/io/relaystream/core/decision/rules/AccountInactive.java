package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail for an account that is deactivated or gone.
public record AccountInactive() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.ACCOUNT_INACTIVE.when(
                facts.owned() && (account == null || !account.active()));
    }
}
