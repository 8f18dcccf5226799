package io.relaystream.core;

import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.mail.InboundMail;
import java.time.Duration;
import java.time.Instant;

/// Mails in flight for [Aliases#open()].
public final class LedgerEntries {
    private LedgerEntries() {}

    /// @param held how long the mail was held before
    public static LedgerEntry forward(InboundMail mail, Instant decidedAt, Duration held) {
        return LedgerEntry.forward(
                mail,
                Aliases.open(),
                new Decision.Forward(Accounts.active().email(), false),
                Accounts.active().preferences(Aliases.open()),
                Circumstances.of(
                        Aliases.open(), Accounts.active(), decidedAt.minusMillis(600), decidedAt),
                decidedAt,
                held);
    }
}
