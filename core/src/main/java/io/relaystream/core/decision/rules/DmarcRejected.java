package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;

/// Honours the sender domain's wish to have forged mail rejected (RFC 9989): forwarding it under
/// our own domain would launder it.
public record DmarcRejected() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.DMARC_REJECT.when(
                facts.mail().dmarc() == Verdict.FAIL
                        && facts.mail().dmarcPolicy() == DmarcPolicy.REJECT);
    }
}
