package io.relaystream.core.canonical;

import io.relaystream.core.Code;
import io.relaystream.core.Elapsed;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import io.relaystream.core.notice.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The one record that each (mail, recipient) ends in. Wide, flat and free of personal data: every
/// question about a mail should be answerable from it alone. Grow it by adding fields; never nest,
/// never rename. `docs/events.md` lists the fields.
///
/// @param deliveryId identity of the mail for its recipient
/// @param messageId the receiving server's id of the mail
/// @param reason a code of [DropReason] or [DeliveryCode]
/// @param rule the rule that objected; null if none did
/// @param notice what a mail of our own told the owner; null for every mail that came in
/// @param reply it came to a reverse address, as an owner's answer does
/// @param tag what stood behind a `+` in the recipient; null if there was none
/// @param attempts how often delivery was tried; 0 for a dropped mail
/// @param maybeDuplicate the owner may have received it more than once
/// @param account keyed hash of the owner's id; null when no alias was found
/// @param alias keyed hash of the alias's id; null when no alias was found
/// @param aliasKind how the alias got its address
/// @param aliasAgeMs how old the alias was when it was decided
/// @param plan of the owner when it was decided
/// @param tableAgeMs how old the newest heartbeat of the tables was when it was decided
/// @param receivedAt when the receiving server took the mail
/// @param acceptedAt when the bridge took responsibility for it
/// @param decidedAt when forward or drop was decided
/// @param finishedAt when the story ended
/// @param totalMs received to finished
/// @param acceptMs received to accepted
/// @param heldMs how long it was held because its recipient was unknown; part of `decideMs`
/// @param decideMs accepted to decided
/// @param deliverMs decided to finished; 0 for a dropped mail
/// @param fetchMs the last attempt's read from the object store
/// @param rewriteMs the last attempt's rewriting
/// @param sendMs the last attempt's wait for the provider
/// @param sizeBytes size of the raw mail; 0 if the last attempt did not fetch it
/// @param trackersRemoved how many trackers were taken out of it
/// @param wrapped it went out as an attachment, because it could not be rewritten
/// @param providerId the provider's id of the sent mail
public record CanonicalRecord(
        String deliveryId,
        String messageId,
        Outcome outcome,
        String reason,
        @Nullable String rule,
        @Nullable NoticeKind notice,
        boolean reply,
        @Nullable String tag,
        int attempts,
        boolean maybeDuplicate,
        @Nullable String account,
        @Nullable String alias,
        @Nullable AliasKind aliasKind,
        @Nullable Long aliasAgeMs,
        @Nullable Plan plan,
        @Nullable Long tableAgeMs,
        Instant receivedAt,
        Instant acceptedAt,
        Instant decidedAt,
        Instant finishedAt,
        long totalMs,
        long acceptMs,
        long heldMs,
        long decideMs,
        long deliverMs,
        long fetchMs,
        long rewriteMs,
        long sendMs,
        long sizeBytes,
        long trackersRemoved,
        boolean wrapped,
        @Nullable String providerId,
        boolean bulk,
        Verdict spam,
        Verdict virus,
        Verdict spf,
        Verdict dkim,
        Verdict dmarc,
        DmarcPolicy dmarcPolicy) {

    /// The reason as the constant that it is the code of.
    public Code reasonCode() {
        String name = reason.toUpperCase(Locale.ROOT);
        return outcome == Outcome.DROPPED ? DropReason.valueOf(name) : DeliveryCode.valueOf(name);
    }

    /// The ending of a mail that a rule objected to.
    ///
    /// @param at when it was decided
    /// @param held how long the mail was held before
    /// @param reply whether it came to a reverse address
    /// @param tag of the recipient, if it is the owner's or the sender's remark
    /// @param account keyed hash of the owner's id, never the id
    /// @param alias keyed hash of the alias's id, never the id
    public static CanonicalRecord dropped(
            InboundMail mail,
            Decision.Drop drop,
            Instant at,
            Duration held,
            boolean reply,
            @Nullable String tag,
            @Nullable String account,
            @Nullable String alias,
            Circumstances circumstances) {
        return new CanonicalRecord(
                mail.deliveryId(),
                mail.messageId(),
                Outcome.DROPPED,
                drop.reason().code(),
                drop.rule(),
                null,
                reply,
                tag,
                0,
                false,
                account,
                alias,
                circumstances.aliasKind(),
                circumstances.aliasAgeMs(),
                circumstances.plan(),
                circumstances.tableAgeMs(),
                mail.receivedAt(),
                mail.acceptedAt(),
                at,
                at,
                Elapsed.millis(mail.receivedAt(), at),
                Elapsed.millis(mail.receivedAt(), mail.acceptedAt()),
                Math.max(0, held.toMillis()),
                Elapsed.millis(mail.acceptedAt(), at),
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                null,
                mail.bulk(),
                mail.spam(),
                mail.virus(),
                mail.spf(),
                mail.dkim(),
                mail.dmarc(),
                mail.dmarcPolicy());
    }
}
