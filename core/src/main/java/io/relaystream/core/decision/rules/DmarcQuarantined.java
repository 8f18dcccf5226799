package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;

/// Drops forged mail whose domain asks for quarantine (RFC 9989), for owners who want that; all
/// others get it with a warning.
public record DmarcQuarantined() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.DMARC_QUARANTINE.when(
                account != null
                        && account.quarantine() == Quarantine.DROP
                        && concerns(facts.mail()));
    }

    /// Whether a mail is one that its sender's domain wants to have quarantined.
    public static boolean concerns(InboundMail mail) {
        return mail.dmarc() == Verdict.FAIL && mail.dmarcPolicy() == DmarcPolicy.QUARANTINE;
    }
}
