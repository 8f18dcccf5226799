package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops mail to a subdomain of ours that was issued to nobody. Asked for the last time only when
/// the domain table is known to be fresh.
public record UnknownSubdomain() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.UNKNOWN_SUBDOMAIN.when(facts.recipient() == Nobody.UNKNOWN_SUBDOMAIN);
    }
}
