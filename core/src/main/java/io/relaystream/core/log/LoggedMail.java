package io.relaystream.core.log;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.ledger.LedgerState;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.notice.NoticeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step on the way of a mail, for its owner: whose it is, who sent it, and where it is now. What
/// the canonical record must not know, as it holds no address and no id.
///
/// @param deliveryId identity of the mail for its recipient
/// @param messageId the receiving server's id of the mail
/// @param accountId the owner
/// @param aliasId null for what came to none, such as a report
/// @param from the author, or if it is not known, the envelope sender; null if neither is, and of a
///   reply
/// @param reply it came to a reverse address
/// @param notice what a mail of our own says; null for every other mail
/// @param attempts how often delivery was tried so far
/// @param code why the last attempt did not end it; null if none has failed
/// @param nextAttemptAt when something happens again by itself; null if that has no time
/// @param maybeDuplicate it was sent again after a doubt
/// @param receivedAt when the receiving server took the mail
/// @param at when it came to this state
public record LoggedMail(
        String deliveryId,
        String messageId,
        String accountId,
        @Nullable String aliasId,
        @Nullable EmailAddress from,
        boolean reply,
        @Nullable NoticeKind notice,
        MailState state,
        int attempts,
        @Nullable DeliveryCode code,
        @Nullable Instant nextAttemptAt,
        boolean maybeDuplicate,
        Instant receivedAt,
        Instant at) {

    /// A mail in flight.
    ///
    /// @param at when it came to the state in which it is
    public static LoggedMail inFlight(LedgerEntry entry, Instant at) {
        return new LoggedMail(
                entry.mail().deliveryId(),
                entry.mail().messageId(),
                entry.accountId(),
                entry.aliasId(),
                entry.reply() == null ? sender(entry.mail()) : null,
                entry.reply() != null,
                entry.notice(),
                state(entry.state()),
                entry.state() == LedgerState.QUEUED ? entry.attempt() - 1 : entry.attempt(),
                entry.lastCode(),
                entry.due(),
                entry.maybeDuplicate(),
                entry.mail().receivedAt(),
                at);
    }

    /// A mail that a rule objected to.
    ///
    /// @param reply it came to a reverse address
    public static LoggedMail dropped(
            InboundMail mail,
            String accountId,
            @Nullable String aliasId,
            boolean reply,
            Instant at) {
        return undelivered(mail, accountId, aliasId, reply, MailState.ENDED, null, at);
    }

    /// A mail that waits for its owner's mailbox.
    ///
    /// @param until when it is decided anew
    public static LoggedMail postponed(
            InboundMail mail,
            String accountId,
            @Nullable String aliasId,
            Instant until,
            Instant at) {
        return undelivered(mail, accountId, aliasId, false, MailState.POSTPONED, until, at);
    }

    private static LoggedMail undelivered(
            InboundMail mail,
            String accountId,
            @Nullable String aliasId,
            boolean reply,
            MailState state,
            @Nullable Instant nextAttemptAt,
            Instant at) {
        return new LoggedMail(
                mail.deliveryId(),
                mail.messageId(),
                accountId,
                aliasId,
                reply ? null : sender(mail),
                reply,
                null,
                state,
                0,
                null,
                nextAttemptAt,
                false,
                mail.receivedAt(),
                at);
    }

    private static @Nullable EmailAddress sender(InboundMail mail) {
        return mail.from() == null ? mail.mailFrom() : mail.from();
    }

    private static MailState state(LedgerState state) {
        return switch (state) {
            case QUEUED, ATTEMPTING -> MailState.QUEUED;
            case WAITING -> MailState.WAITING;
            case IN_DOUBT -> MailState.IN_DOUBT;
        };
    }
}
