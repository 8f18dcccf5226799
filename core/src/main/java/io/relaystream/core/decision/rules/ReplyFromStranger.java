package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Drops mail to a reverse address that is not from the owner's own mailbox: only the owner may
/// write in the name of the alias. A tag in the sender's address does not matter.
public record ReplyFromStranger() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.REPLY_FROM_STRANGER.when(
                account != null && !isOf(account.email(), facts.mail().from()));
    }

    static boolean isOf(EmailAddress mailbox, @Nullable EmailAddress from) {
        return from != null && from.withoutTag().equals(mailbox.withoutTag());
    }
}
