package io.relaystream.core.decision;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.Standing;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.Recipient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Everything a rule may look at.
///
/// @param recipient who the mail's recipient is
/// @param account the owner of the recipient; null when there is none, or it is not known yet
/// @param standing of the owner
/// @param now when it is decided
public record Facts(
        InboundMail mail,
        Recipient recipient,
        @Nullable Account account,
        Standing standing,
        Instant now) {

    /// Without an owner: for the rules about recipient and mail.
    public static Facts withoutOwner(InboundMail mail, Recipient recipient, Instant now) {
        return new Facts(mail, recipient, null, Standing.NEW, now);
    }

    /// The recipient's alias; null if it is none, or is yet to be made.
    public @Nullable Alias alias() {
        return recipient instanceof Recipient.Issued(Alias alias) ? alias : null;
    }

    /// Whether the recipient belongs to an account.
    public boolean owned() {
        return recipient instanceof Recipient.Issued
                || recipient instanceof Recipient.Unmade
                || recipient instanceof Recipient.Correspondent;
    }
}
