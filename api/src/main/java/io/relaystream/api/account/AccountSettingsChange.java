package io.relaystream.api.account;

import io.relaystream.core.account.Quarantine;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A wish of the owner; what is empty stays as it is.
public record AccountSettingsChange(
        Optional<Boolean> dropSpam,
        Optional<Quarantine> quarantine,
        Optional<BlockedSenders> blockedSenders)
        implements UnaryOperator<AccountSettings> {

    public boolean nothing() {
        return dropSpam.isEmpty() && quarantine.isEmpty() && blockedSenders.isEmpty();
    }

    @Override
    public AccountSettings apply(AccountSettings before) {
        return new AccountSettings(
                dropSpam.orElse(before.dropSpam()),
                quarantine.orElse(before.quarantine()),
                blockedSenders.orElse(before.blockedSenders()));
    }
}
