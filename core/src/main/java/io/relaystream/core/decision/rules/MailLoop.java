package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.seal.HopMark;
import java.util.Optional;

/// Drops mail that goes in circles: we have sent it, it was delivered to this recipient before, or
/// it has passed more servers than any honest mail does (RFC 5321 section 6.3).
///
/// @param hops tells what we have sent
public record MailLoop(HopMark hops) implements Rule {
    private static final int MOST_RECEIVED = 50;

    @Override
    public Optional<Objection> objection(Facts facts) {
        InboundMail mail = facts.mail();
        return DropReason.LOOP.when(
                mail.deliveredBefore() || mail.received() > MOST_RECEIVED || sentByUs(mail));
    }

    private boolean sentByUs(InboundMail mail) {
        for (String hop : mail.hops()) {
            if (hops.isOurs(hop)) {
                return true;
            }
        }
        return false;
    }
}
