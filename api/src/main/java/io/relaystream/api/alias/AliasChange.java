package io.relaystream.api.alias;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.core.alias.Blocking;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A wish of the owner; what is empty stays as it is.
public record AliasChange(
        Optional<Boolean> enabled,
        Optional<Blocking> blocking,
        Optional<Label> label,
        Optional<Expiry> expiry,
        Optional<BlockedSenders> blockedSenders,
        Optional<Boolean> banner)
        implements UnaryOperator<AliasSettings> {

    public boolean nothing() {
        return enabled.isEmpty()
                && blocking.isEmpty()
                && label.isEmpty()
                && expiry.isEmpty()
                && blockedSenders.isEmpty()
                && banner.isEmpty();
    }

    @Override
    public AliasSettings apply(AliasSettings before) {
        return new AliasSettings(
                enabled.orElse(before.enabled()),
                blocking.orElse(before.blocking()),
                label.orElse(before.label()),
                expiry.orElse(before.expiry()),
                blockedSenders.orElse(before.blockedSenders()),
                banner.orElse(before.banner()));
    }
}
