package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.Optional;

/// Drops mail to a reverse address that leads to nobody.
public record UnknownReplyAddress() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.UNKNOWN_REPLY_ADDRESS.when(
                facts.recipient() == Nobody.UNKNOWN_CORRESPONDENT);
    }
}
