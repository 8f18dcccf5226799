package io.relaystream.api.alias;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.core.alias.Blocking;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A wish of the owner; what is empty stays as it is.
public record AliasChange(
        Optional<Boolean> enabled,
        Optional<Blocking> blocking,
        Optional<Label> label,
        Optional<Note> note,
        Optional<UsedOn> usedOn,
        Optional<Expiry> expiry,
        Optional<BlockedSenders> blockedSenders,
        Optional<Boolean> banner)
        implements UnaryOperator<AliasSettings> {

    /// Switches an alias on or off.
    public static AliasChange enabled(boolean enabled) {
        return new AliasChange(
                Optional.of(enabled),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean nothing() {
        return Stream.of(enabled, blocking, label, note, usedOn, expiry, blockedSenders, banner)
                .allMatch(Optional::isEmpty);
    }

    @Override
    public AliasSettings apply(AliasSettings before) {
        Remarks remarks = before.remarks();
        return new AliasSettings(
                enabled.orElse(before.enabled()),
                blocking.orElse(before.blocking()),
                new Remarks(
                        label.orElse(remarks.label()),
                        note.orElse(remarks.note()),
                        usedOn.orElse(remarks.usedOn())),
                expiry.orElse(before.expiry()),
                blockedSenders.orElse(before.blockedSenders()),
                banner.orElse(before.banner()));
    }
}
