package io.relaystream.api.account;

import io.relaystream.core.account.Quarantine;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A wish of the owner; what is empty stays as it is.
public record AccountSettingsChange(
        Optional<Boolean> dropSpam,
        Optional<Quarantine> quarantine,
        Optional<BlockedSenders> blockedSenders,
        Optional<Boolean> banner,
        Optional<Boolean> removeTrackers,
        Optional<Language> locale,
        Optional<PgpKey> pgpKey,
        Optional<ReplyName> replyName,
        Optional<Boolean> sealedReplies,
        Optional<Boolean> holdDropped)
        implements UnaryOperator<AccountSettings> {

    public boolean nothing() {
        return Stream.of(
                        dropSpam,
                        quarantine,
                        blockedSenders,
                        banner,
                        removeTrackers,
                        locale,
                        pgpKey,
                        replyName,
                        sealedReplies,
                        holdDropped)
                .allMatch(Optional::isEmpty);
    }

    @Override
    public AccountSettings apply(AccountSettings before) {
        return new AccountSettings(
                dropSpam.orElse(before.dropSpam()),
                quarantine.orElse(before.quarantine()),
                blockedSenders.orElse(before.blockedSenders()),
                banner.orElse(before.banner()),
                removeTrackers.orElse(before.removeTrackers()),
                locale.orElse(before.locale()),
                pgpKey.orElse(before.pgpKey()),
                replyName.orElse(before.replyName()),
                sealedReplies.orElse(before.sealedReplies()),
                holdDropped.orElse(before.holdDropped()));
    }
}
