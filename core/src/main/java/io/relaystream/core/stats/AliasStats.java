package io.relaystream.core.stats;

import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has become of the mail of one alias, or of all aliases of an account, so far. Absolute
/// numbers: the newest record of a key says all.
///
/// @param accountId the owner
/// @param aliasId null for the total of the account
/// @param forwarded mails that the provider took for the owner's mailbox
/// @param blocked mails that a rule objected to
/// @param replied mails sent on behalf of the owner
/// @param trackersRemoved trackers taken out of forwarded mail
/// @param complaints how often a mail was reported as unwanted
/// @param lastUsedAt when the last mail was forwarded or the last reply sent; null if none was yet
public record AliasStats(
        String accountId,
        @Nullable String aliasId,
        long forwarded,
        long blocked,
        long replied,
        long trackersRemoved,
        long complaints,
        @Nullable Instant lastUsedAt) {

    /// Of an alias that nothing has happened to.
    public static AliasStats none(String accountId, @Nullable String aliasId) {
        return new AliasStats(accountId, aliasId, 0, 0, 0, 0, 0, null);
    }

    /// The same counts under another id: the alias that a mail made may turn out to have been made
    /// by its owner a moment before. Another owner begins anew.
    public AliasStats of(String owner, String id) {
        if (!owner.equals(accountId)) {
            return none(owner, id);
        }
        return new AliasStats(
                accountId,
                id,
                forwarded,
                blocked,
                replied,
                trackersRemoved,
                complaints,
                lastUsedAt);
    }

    /// The key of its record: the alias, or the account for its total.
    public String key() {
        return aliasId == null ? accountId : aliasId;
    }

    /// One more mail has come to its end.
    public AliasStats ended(CanonicalRecord ending) {
        boolean taken = ending.outcome() == Outcome.FORWARDED;
        boolean sent = taken && !ending.reply();
        boolean dropped = ending.outcome() == Outcome.DROPPED && !ending.reply();
        return new AliasStats(
                accountId,
                aliasId,
                forwarded + (sent ? 1 : 0),
                blocked + (dropped ? 1 : 0),
                replied + (taken && ending.reply() ? 1 : 0),
                trackersRemoved + (sent ? ending.trackersRemoved() : 0),
                complaints,
                taken ? ending.finishedAt() : lastUsedAt);
    }

    /// One more mail was reported as unwanted.
    public AliasStats complained() {
        return new AliasStats(
                accountId,
                aliasId,
                forwarded,
                blocked,
                replied,
                trackersRemoved,
                complaints + 1,
                lastUsedAt);
    }
}
