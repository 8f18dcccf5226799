package io.relaystream.core.ledger;

import io.relaystream.core.Elapsed;
import io.relaystream.core.account.Preferences;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Circumstances;
import io.relaystream.core.decision.Decision;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One mail in flight: all that is remembered about it between the decision and the end.
///
/// @param task what is to be done with it
/// @param accountId the account that it is about
/// @param aliasId null for a report
/// @param destination the owner's mailbox; of a reply, the correspondent's; for a report about
///   another one, the address that it came to
/// @param notice what a mail of our own says; null for every other task
/// @param unverifiedSender it must say that its sender is not verified
/// @param preferences how the mail is to look
/// @param reply what has to be known to send a reply on; null for every other task
/// @param circumstances how things stood when it was decided
/// @param decidedAt when it was decided
/// @param heldMs how long it had been held before, in milliseconds
/// @param attempt the current attempt, from 1
/// @param failures attempts that ended without an answer for good; picks the next delay
/// @param doubts how often it was unclear whether it had been sent
/// @param maybeDuplicate it was sent again after a doubt
/// @param due when this entry asks for attention; null while its request is queued
/// @param lastCode why the last attempt did not end it
/// @param toldBy the provider's id of the mail, once an event of the provider has told that it took
///   the mail while a worker was still at it
public record LedgerEntry(
        InboundMail mail,
        DeliveryTask task,
        String accountId,
        @Nullable String aliasId,
        EmailAddress destination,
        @Nullable NoticeKind notice,
        boolean unverifiedSender,
        Preferences preferences,
        @Nullable Reply reply,
        Circumstances circumstances,
        Instant decidedAt,
        long heldMs,
        LedgerState state,
        int attempt,
        int failures,
        int doubts,
        boolean maybeDuplicate,
        @Nullable Instant due,
        @Nullable DeliveryCode lastCode,
        @Nullable String toldBy) {

    /// A mail that is to be forwarded.
    ///
    /// @param held how long it was held before
    public static LedgerEntry forward(
            InboundMail mail,
            Alias alias,
            Decision.Forward decision,
            Preferences preferences,
            Circumstances circumstances,
            Instant now,
            Duration held) {
        return opened(
                mail,
                DeliveryTask.FORWARD,
                alias.accountId(),
                alias.id(),
                decision.destination(),
                null,
                decision.unverifiedSender(),
                preferences,
                null,
                circumstances,
                now,
                held);
    }

    /// A reply that is to be sent on.
    ///
    /// @param held how long it was held before
    public static LedgerEntry reply(
            InboundMail mail,
            String accountId,
            String aliasId,
            Reply reply,
            String locale,
            Circumstances circumstances,
            Instant now,
            Duration held) {
        return opened(
                mail,
                DeliveryTask.REPLY,
                accountId,
                aliasId,
                reply.correspondent(),
                null,
                false,
                new Preferences(false, false, locale, null),
                reply,
                circumstances,
                now,
                held);
    }

    /// A mail of our own to an owner.
    ///
    /// @param mail stands for it: its recipient is the alias that it is about
    public static LedgerEntry notify(
            InboundMail mail,
            NoticeKind notice,
            String accountId,
            String aliasId,
            EmailAddress destination,
            String locale,
            Instant now) {
        return opened(
                mail,
                DeliveryTask.NOTIFY,
                accountId,
                aliasId,
                destination,
                notice,
                false,
                new Preferences(false, false, locale, null),
                null,
                Circumstances.UNKNOWN,
                now,
                Duration.ZERO);
    }

    /// A report about a mail that we sent.
    ///
    /// @param mailbox of the owner, if the report is about it; else the address that it came to
    public static LedgerEntry readReport(
            InboundMail mail,
            String accountId,
            EmailAddress mailbox,
            Circumstances circumstances,
            Instant now) {
        return opened(
                mail,
                DeliveryTask.READ_REPORT,
                accountId,
                null,
                mailbox,
                null,
                false,
                Preferences.NONE,
                null,
                circumstances,
                now,
                Duration.ZERO);
    }

    private static LedgerEntry opened(
            InboundMail mail,
            DeliveryTask task,
            String accountId,
            @Nullable String aliasId,
            EmailAddress destination,
            @Nullable NoticeKind notice,
            boolean unverifiedSender,
            Preferences preferences,
            @Nullable Reply reply,
            Circumstances circumstances,
            Instant now,
            Duration held) {
        return new LedgerEntry(
                mail,
                task,
                accountId,
                aliasId,
                destination,
                notice,
                unverifiedSender,
                preferences,
                reply,
                circumstances,
                now,
                held.toMillis(),
                LedgerState.QUEUED,
                1,
                0,
                0,
                false,
                null,
                null,
                null);
    }

    /// The same mail encrypted to another key.
    ///
    /// @param pgpKey null if it is not to be encrypted any more
    public LedgerEntry encryptedTo(@Nullable String pgpKey) {
        if (Objects.equals(pgpKey, preferences.pgpKey())) {
            return this;
        }
        Preferences changed =
                new Preferences(
                        preferences.banner(),
                        preferences.removeTrackers(),
                        preferences.locale(),
                        pgpKey);
        return new LedgerEntry(
                mail,
                task,
                accountId,
                aliasId,
                destination,
                notice,
                unverifiedSender,
                changed,
                reply,
                circumstances,
                decidedAt,
                heldMs,
                state,
                attempt,
                failures,
                doubts,
                maybeDuplicate,
                due,
                lastCode,
                toldBy);
    }

    /// What a worker is to do for the current attempt.
    public DeliveryRequest request() {
        return new DeliveryRequest(
                mail.deliveryId(),
                task,
                attempt,
                mail.messageId(),
                accountId,
                aliasId,
                reply == null ? mail.recipient() : reply.alias(),
                destination,
                mail.mailFrom(),
                mail.bucket(),
                mail.objectKey(),
                mail.receivedAt(),
                notice,
                unverifiedSender,
                preferences.banner(),
                preferences.removeTrackers(),
                preferences.locale(),
                preferences.pgpKey(),
                reply == null ? null : reply.owner(),
                reply == null ? null : reply.name(),
                reply != null && reply.sealed(),
                reply == null ? List.of() : reply.correspondents(),
                maybeDuplicate);
    }

    /// The end of this mail's story.
    ///
    /// @param last what the last attempt reported
    /// @param at when it was reported
    public CanonicalRecord ending(
            Outcome outcome, DeliveryOutcome last, Instant at, Pseudonyms pseudonyms) {
        // A report that was read is the one thing that ends here without having been sent on.
        String reason =
                outcome == Outcome.DROPPED ? DropReason.BOUNCE_REPORT.code() : last.code().code();
        return new CanonicalRecord(
                mail.deliveryId(),
                mail.messageId(),
                outcome,
                reason,
                null,
                notice,
                task == DeliveryTask.REPLY,
                mail.recipient().tag().filter(_ -> task == DeliveryTask.FORWARD).orElse(null),
                attempt,
                maybeDuplicate,
                pseudonyms.of(accountId),
                aliasId == null ? null : pseudonyms.of(aliasId),
                circumstances.aliasKind(),
                circumstances.aliasAgeMs(),
                circumstances.plan(),
                circumstances.tableAgeMs(),
                mail.receivedAt(),
                mail.acceptedAt(),
                decidedAt,
                at,
                Elapsed.millis(mail.receivedAt(), at),
                Elapsed.millis(mail.receivedAt(), mail.acceptedAt()),
                Math.max(0, heldMs),
                Elapsed.millis(mail.acceptedAt(), decidedAt),
                Elapsed.millis(decidedAt, at),
                last.fetchMs(),
                last.rewriteMs(),
                last.sendMs(),
                last.sizeBytes(),
                last.trackersRemoved(),
                last.wrapped(),
                last.providerId(),
                mail.bulk(),
                mail.spam(),
                mail.virus(),
                mail.spf(),
                mail.dkim(),
                mail.dmarc(),
                mail.dmarcPolicy());
    }

    LedgerEntry told(String providerId) {
        return with(state, attempt, failures, doubts, maybeDuplicate, due, lastCode, providerId);
    }

    LedgerEntry attempting(Instant deadline) {
        return with(
                LedgerState.ATTEMPTING,
                attempt,
                failures,
                doubts,
                maybeDuplicate,
                deadline,
                lastCode,
                toldBy);
    }

    LedgerEntry waiting(Instant next, DeliveryCode code) {
        return with(
                LedgerState.WAITING,
                attempt,
                failures + 1,
                doubts,
                maybeDuplicate,
                next,
                code,
                toldBy);
    }

    LedgerEntry inDoubt(Instant resend, DeliveryCode code) {
        return with(
                LedgerState.IN_DOUBT,
                attempt,
                failures,
                doubts + 1,
                maybeDuplicate,
                resend,
                code,
                toldBy);
    }

    LedgerEntry nextAttempt(boolean afterDoubt) {
        return with(
                LedgerState.QUEUED,
                attempt + 1,
                failures,
                doubts,
                maybeDuplicate || (afterDoubt && task != DeliveryTask.READ_REPORT),
                null,
                lastCode,
                toldBy);
    }

    private LedgerEntry with(
            LedgerState newState,
            int newAttempt,
            int newFailures,
            int newDoubts,
            boolean newMaybeDuplicate,
            @Nullable Instant newDue,
            @Nullable DeliveryCode newLastCode,
            @Nullable String newToldBy) {
        return new LedgerEntry(
                mail,
                task,
                accountId,
                aliasId,
                destination,
                notice,
                unverifiedSender,
                preferences,
                reply,
                circumstances,
                decidedAt,
                heldMs,
                newState,
                newAttempt,
                newFailures,
                newDoubts,
                newMaybeDuplicate,
                newDue,
                newLastCode,
                newToldBy);
    }
}
