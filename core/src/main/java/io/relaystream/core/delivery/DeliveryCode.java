package io.relaystream.core.delivery;

import io.relaystream.core.Code;

/// What a worker reports about an attempt. `docs/events.md` explains each to operators.
public enum DeliveryCode implements Code {
    /// The worker has taken the request and begins now.
    STARTED(OutcomeKind.STARTED),
    /// The provider accepted the mail.
    SENT(OutcomeKind.SENT),
    /// A report about a mail of ours was read, and what it says is in `mail.feedback`.
    REPORT_READ(OutcomeKind.READ),
    /// The provider could not be reached; nothing was sent.
    UNREACHABLE(OutcomeKind.RETRY),
    /// The provider asked to try again later (SMTP 4xx).
    DEFERRED(OutcomeKind.RETRY),
    /// The provider asked to send more slowly.
    THROTTLED(OutcomeKind.RETRY),
    /// The provider refuses the account or its credentials: the operator must act.
    SENDER_REFUSED(OutcomeKind.RETRY),
    /// The provider refused this mail for good.
    REFUSED(OutcomeKind.REJECTED),
    /// The mail is larger than what the provider takes; the owner got a notice instead.
    TOO_LARGE(OutcomeKind.REJECTED),
    /// The reply is signed or encrypted, so that the owner's address cannot be taken out of it, and
    /// the owner has not allowed that; or it cannot be read at all.
    REPLY_SEALED(OutcomeKind.REJECTED),
    /// The connection broke or timed out after the mail was handed over, or SES answered 5xx: it
    /// may have been sent.
    NO_ANSWER(OutcomeKind.IN_DOUBT),
    /// The attempt was started and nobody reported how it ended.
    DEADLINE_PASSED(OutcomeKind.IN_DOUBT),
    /// The object store did not answer, or not in time.
    STORAGE_UNAVAILABLE(OutcomeKind.RETRY),
    /// The object store does not have the mail.
    CONTENT_MISSING(OutcomeKind.CONTENT_MISSING),
    /// The worker had no room or no time left to begin; nothing was sent.
    NOT_BEGUN(OutcomeKind.RETRY),
    /// The mail could not be rewritten or read: a defect of ours, to be looked at.
    REWRITE_FAILED(OutcomeKind.RETRY),
    /// The mail is to be encrypted, and the owner's key cannot be used for that.
    KEY_UNUSABLE(OutcomeKind.RETRY),
    /// Whom the mail's reverse addresses lead to could not be written to `reply.contexts`.
    CONTEXTS_UNWRITTEN(OutcomeKind.RETRY),
    /// What a report says could not be written to `mail.feedback`.
    REPORT_UNWRITTEN(OutcomeKind.RETRY);

    private final OutcomeKind kind;

    DeliveryCode(OutcomeKind kind) {
        this.kind = kind;
    }

    /// What it means for the ledger.
    public OutcomeKind kind() {
        return kind;
    }
}
