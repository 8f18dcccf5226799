package io.relaystream.core.account;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A row of the account table, as the topology sees it.
///
/// @param email where mail is forwarded to
/// @param verified whether the owner has shown that this mailbox is theirs
/// @param active false once the account is deactivated
/// @param dropSpam whether mail with a spam verdict FAIL is dropped
/// @param quarantine what becomes of mail whose sender asks for quarantine when DMARC fails
/// @param blockedSenders addresses and hosts in canonical form whose mail the owner does not want
/// @param suspendedUntil until then the operator has suspended the account; null if not
/// @param banner whether forwarded mail says through which alias it came
/// @param removeTrackers whether known trackers are taken out of forwarded mail
/// @param locale the owner's language (BCP 47)
/// @param pgpKey the OpenPGP public key that forwarded mail is encrypted to, in ASCII armor; null
///   if it is not encrypted
/// @param replyName what correspondents see as the author's name beside the alias; null for none
/// @param sealedReplies whether replies go out whose body cannot be cleaned of the owner's address,
///   as it is signed or encrypted
public record Account(
        String id,
        EmailAddress email,
        boolean verified,
        Plan plan,
        boolean active,
        boolean dropSpam,
        Quarantine quarantine,
        Set<String> blockedSenders,
        @Nullable Instant suspendedUntil,
        boolean banner,
        boolean removeTrackers,
        String locale,
        @Nullable String pgpKey,
        @Nullable String replyName,
        boolean sealedReplies) {

    public Account {
        blockedSenders = Set.copyOf(blockedSenders);
    }

    /// Whether this is the owner's mailbox; a tag does not matter.
    public boolean isMailbox(@Nullable EmailAddress address) {
        return address != null && address.withoutTag().equals(email.withoutTag());
    }

    /// How a mail to the owner is to look.
    ///
    /// @param alias through which it comes
    public Preferences preferences(Alias alias) {
        return new Preferences(banner && alias.banner(), removeTrackers, locale, pgpKey);
    }

    /// Without the senders, which are addresses, and the name and key, which are the owner's.
    @Override
    public String toString() {
        return "Account[%s, %s, %s, active=%s]".formatted(id, email, plan.code(), active);
    }
}
