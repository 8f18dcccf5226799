package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Drops mail from an address or host that the owner blocks, for one alias or for all. It counts
/// who wrote the mail (`From:`) and who sent it (`MAIL FROM`).
public record SenderBlocked() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Alias alias = facts.alias();
        Account account = facts.account();
        return DropReason.SENDER_BLOCKED.when(
                (alias != null && names(alias.blockedSenders(), facts))
                        || (account != null && names(account.blockedSenders(), facts)));
    }

    private static boolean names(Set<String> blocked, Facts facts) {
        return !blocked.isEmpty()
                && (names(blocked, facts.mail().from()) || names(blocked, facts.mail().mailFrom()));
    }

    private static boolean names(Set<String> blocked, @Nullable EmailAddress sender) {
        return sender != null && (blocked.contains(sender.value()) || hasHost(blocked, sender));
    }

    private static boolean hasHost(Set<String> blocked, EmailAddress sender) {
        for (String host : blocked) {
            if (sender.isAt(host)) {
                return true;
            }
        }
        return false;
    }
}
