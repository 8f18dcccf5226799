package io.relaystream.core.ledger;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.mail.InboundMail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One mail in flight: all that is remembered about it between the decision and the end.
///
/// @param decidedAt when it was decided to forward it
/// @param heldMs how long it had been held before, in milliseconds
/// @param attempt the current attempt, from 1
/// @param failures attempts that ended without an answer for good; picks the next delay
/// @param doubts how often it was unclear whether it had been sent
/// @param maybeDuplicate it was sent again after a doubt
/// @param due when this entry asks for attention; null while its request is queued
/// @param lastCode why the last attempt did not end it
public record LedgerEntry(
        InboundMail mail,
        String accountId,
        String aliasId,
        EmailAddress destination,
        Instant decidedAt,
        long heldMs,
        LedgerState state,
        int attempt,
        int failures,
        int doubts,
        boolean maybeDuplicate,
        @Nullable Instant due,
        @Nullable DeliveryCode lastCode) {

    /// What a worker is to do for the current attempt.
    public DeliveryRequest request() {
        return new DeliveryRequest(
                mail.deliveryId(),
                attempt,
                mail.messageId(),
                accountId,
                mail.recipient(),
                destination,
                mail.mailFrom(),
                mail.bucket(),
                mail.objectKey(),
                mail.receivedAt(),
                maybeDuplicate);
    }

    /// The end of this mail's story.
    ///
    /// @param last what the last attempt reported
    /// @param at when it was reported
    public CanonicalRecord ending(
            Outcome outcome, DeliveryOutcome last, Instant at, Pseudonyms pseudonyms) {
        return new CanonicalRecord(
                mail.deliveryId(),
                mail.messageId(),
                outcome,
                last.code().code(),
                attempt,
                maybeDuplicate,
                pseudonyms.of(accountId),
                pseudonyms.of(aliasId),
                mail.receivedAt(),
                mail.acceptedAt(),
                decidedAt,
                at,
                CanonicalRecord.millis(mail.receivedAt(), at),
                CanonicalRecord.millis(mail.receivedAt(), mail.acceptedAt()),
                Math.max(0, heldMs),
                CanonicalRecord.millis(mail.acceptedAt(), decidedAt),
                CanonicalRecord.millis(decidedAt, at),
                last.fetchMs(),
                last.rewriteMs(),
                last.sendMs(),
                last.sizeBytes(),
                last.providerId(),
                mail.bulk(),
                mail.spam(),
                mail.virus(),
                mail.spf(),
                mail.dkim(),
                mail.dmarc(),
                mail.dmarcPolicy());
    }

    LedgerEntry attempting(Instant deadline) {
        return with(
                LedgerState.ATTEMPTING,
                attempt,
                failures,
                doubts,
                maybeDuplicate,
                deadline,
                lastCode);
    }

    LedgerEntry waiting(Instant next, DeliveryCode code) {
        return with(LedgerState.WAITING, attempt, failures + 1, doubts, maybeDuplicate, next, code);
    }

    LedgerEntry inDoubt(Instant resend, DeliveryCode code) {
        return with(
                LedgerState.IN_DOUBT, attempt, failures, doubts + 1, maybeDuplicate, resend, code);
    }

    LedgerEntry nextAttempt(boolean afterDoubt) {
        return with(
                LedgerState.QUEUED,
                attempt + 1,
                failures,
                doubts,
                maybeDuplicate || afterDoubt,
                null,
                lastCode);
    }

    private LedgerEntry with(
            LedgerState newState,
            int newAttempt,
            int newFailures,
            int newDoubts,
            boolean newMaybeDuplicate,
            @Nullable Instant newDue,
            @Nullable DeliveryCode newLastCode) {
        return new LedgerEntry(
                mail,
                accountId,
                aliasId,
                destination,
                decidedAt,
                heldMs,
                newState,
                newAttempt,
                newFailures,
                newDoubts,
                newMaybeDuplicate,
                newDue,
                newLastCode);
    }
}
