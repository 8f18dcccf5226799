package io.relaystream.core.ledger;

import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.OutcomeKind;
import io.relaystream.core.feedback.FeedbackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// The state machine of every mail in flight. Pure: an event and a state give what to remember and
/// what to emit; the topology does both in one transaction.
///
/// ```text
/// QUEUED ──started──▶ ATTEMPTING ──sent──▶ forwarded
///    ▲                   ├─ retry ─▶ WAITING ──due──▶ QUEUED
///    │                   ├─ rejected, content missing ─▶ end
///    │                   └─ in doubt, deadline ─▶ IN_DOUBT ──sent──▶ forwarded
///    └──────────────── due: resend, flagged ──────────┘
/// WAITING or IN_DOUBT past the lifetime ─▶ expired
/// ```
public final class Ledger {
    /// How long a worker may stay silent after it started an attempt.
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    /// How long delivery is tried, counted from the receipt of the mail (as Postfix does).
    static final Duration LIFETIME = Duration.ofDays(5);

    private final Duration doubtWait;
    private final Pseudonyms pseudonyms;

    /// @param doubtWait how long to wait for a provider's event before a doubtful mail is sent
    ///   again; zero for a provider that has no events
    public Ledger(Duration doubtWait, Pseudonyms pseudonyms) {
        this.doubtWait = doubtWait;
        this.pseudonyms = pseudonyms;
    }

    /// Opens the ledger for a mail.
    public Transition.Attempt open(LedgerEntry entry) {
        return new Transition.Attempt(entry);
    }

    /// What a worker's report means. A report that the mail was sent counts whichever attempt it is
    /// about; every other report counts only for the current attempt, and only while that attempt
    /// is open.
    public Transition report(LedgerEntry entry, DeliveryOutcome outcome, Instant now) {
        OutcomeKind kind = outcome.code().kind();
        if (kind == OutcomeKind.SENT) {
            return end(entry, Outcome.FORWARDED, outcome, now);
        }
        if (outcome.attempt() != entry.attempt() || entry.state() == LedgerState.WAITING) {
            return new Transition.Ignore();
        }
        boolean doubted = entry.state() == LedgerState.IN_DOUBT;
        if (kind == OutcomeKind.STARTED) {
            return doubted
                    ? new Transition.Ignore()
                    : new Transition.Remember(entry.attempting(now.plus(DEADLINE)));
        }
        String toldBy = entry.toldBy();
        if (toldBy != null) {
            return taken(entry, toldBy, now);
        }
        return switch (kind) {
            case IN_DOUBT -> doubted ? new Transition.Ignore() : doubt(entry, outcome.code(), now);
            case RETRY -> retry(entry, outcome, now);
            case READ -> end(entry, Outcome.DROPPED, outcome, now);
            case REJECTED -> end(entry, Outcome.REJECTED, outcome, now);
            case CONTENT_MISSING -> end(entry, Outcome.CONTENT_MISSING, outcome, now);
            case SENT, STARTED -> throw new AssertionError(kind + " is handled above");
        };
    }

    /// What a provider's event about a mail means: whatever tells that the provider took the mail
    /// ends it, as a mail in doubt would be sent again. While its first attempts are under way, the
    /// worker's own report is waited for: it tells more, and if it never comes, the event counts.
    ///
    /// @param kind what the provider reports
    /// @param providerId the provider's id of the mail
    public Transition event(LedgerEntry entry, FeedbackKind kind, String providerId, Instant now) {
        return switch (kind) {
            case SEND, DELIVERY, DELIVERY_DELAY, BOUNCE, COMPLAINT -> sent(entry, providerId, now);
            case REJECT ->
                    end(
                            entry,
                            Outcome.REJECTED,
                            told(entry, DeliveryCode.REFUSED, providerId),
                            now);
            case RENDERING_FAILURE -> new Transition.Ignore();
        };
    }

    /// What the passing of an entry's due time means.
    public Transition due(LedgerEntry entry, Instant now) {
        return switch (entry.state()) {
            case QUEUED -> new Transition.Ignore();
            case ATTEMPTING ->
                    entry.toldBy() == null
                            ? doubt(entry, DeliveryCode.DEADLINE_PASSED, now)
                            : taken(entry, entry.toldBy(), now);
            case WAITING -> again(entry, false, now);
            case IN_DOUBT -> again(entry, true, now);
        };
    }

    private Transition sent(LedgerEntry entry, String providerId, Instant now) {
        boolean underWay =
                entry.state() == LedgerState.ATTEMPTING
                        || (entry.state() == LedgerState.QUEUED && entry.attempt() == 1);
        return underWay
                ? new Transition.Remember(entry.told(providerId))
                : taken(entry, providerId, now);
    }

    private Transition taken(LedgerEntry entry, String providerId, Instant now) {
        return end(entry, Outcome.FORWARDED, told(entry, DeliveryCode.SENT, providerId), now);
    }

    private Transition retry(LedgerEntry entry, DeliveryOutcome outcome, Instant now) {
        Instant next = now.plus(RetrySchedule.after(entry.failures() + 1));
        return next.isAfter(expiry(entry))
                ? end(entry, Outcome.EXPIRED, outcome, now)
                : new Transition.Remember(entry.waiting(next, outcome.code()));
    }

    /// Every doubt waits for the provider's events; from the second on it waits at least as long as
    /// a failure does, because a destination that swallows every answer must not get a copy a
    /// minute.
    private Transition doubt(LedgerEntry entry, DeliveryCode code, Instant now) {
        Duration backoff =
                entry.doubts() == 0 ? Duration.ZERO : RetrySchedule.after(entry.doubts());
        Duration wait = backoff.compareTo(doubtWait) > 0 ? backoff : doubtWait;
        return new Transition.Remember(entry.inDoubt(now.plus(wait), code));
    }

    private Transition again(LedgerEntry entry, boolean afterDoubt, Instant now) {
        if (now.isAfter(expiry(entry))) {
            DeliveryCode last =
                    Objects.requireNonNull(entry.lastCode(), "an entry that waits has a code");
            DeliveryOutcome outcome = DeliveryOutcome.of(entry.request(), last);
            return end(entry, Outcome.EXPIRED, outcome, now);
        }
        return new Transition.Attempt(entry.nextAttempt(afterDoubt));
    }

    private Transition end(LedgerEntry entry, Outcome outcome, DeliveryOutcome last, Instant now) {
        return new Transition.End(entry.ending(outcome, last, now, pseudonyms));
    }

    /// An outcome that the provider told, not the worker: nothing was measured.
    private static DeliveryOutcome told(LedgerEntry entry, DeliveryCode code, String providerId) {
        return new DeliveryOutcome(
                entry.mail().deliveryId(),
                entry.attempt(),
                entry.accountId(),
                code,
                providerId,
                0,
                0,
                0,
                0,
                0,
                false);
    }

    private static Instant expiry(LedgerEntry entry) {
        return entry.mail().receivedAt().plus(LIFETIME);
    }
}
