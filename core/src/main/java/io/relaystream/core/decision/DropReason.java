package io.relaystream.core.decision;

import io.relaystream.core.Code;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Why a mail is not forwarded, in the order in which the rules are asked. `docs/events.md`
/// explains each to operators.
public enum DropReason implements Code, Objection {
    /// The host is neither ours nor that of an account.
    NOT_OUR_ADDRESS,
    /// Nobody reads what is sent to a `noreply` address.
    NOREPLY,
    /// `From:` does not name one author.
    MALFORMED_SENDER,
    /// We have sent this mail already, or it has gone in circles elsewhere.
    LOOP,
    /// An automatic answer came to a reverse address.
    AUTOMATIC_REPLY,
    /// No such reverse address.
    UNKNOWN_REPLY_ADDRESS,
    /// The bounce address was not issued by us, or has ended.
    INVALID_BOUNCE_ADDRESS,
    /// No such alias, and the alias table was known to be fresh.
    UNKNOWN_ALIAS,
    /// No such alias after the longest hold, and the alias table never became fresh.
    ALIAS_TABLE_STALE,
    /// The owner deleted the alias.
    DELETED_ALIAS,
    /// The subdomain was issued to nobody.
    UNKNOWN_SUBDOMAIN,
    /// The name cannot be an alias.
    INVALID_NAME,
    /// The name is reserved.
    RESERVED_NAME,
    /// The name is offensive.
    BLOCKED_NAME,
    /// There is no such alias, and the owner lets no mail make one in this domain.
    CATCH_ALL_OFF,
    /// There is no such alias, and the owner's plan lets no mail make one.
    CATCH_ALL_NEEDS_PREMIUM,
    /// The virus verdict is FAIL.
    VIRUS,
    /// DMARC failed and the sender's domain asks for rejection.
    DMARC_REJECT,
    /// DMARC failed, the sender's domain asks for quarantine, and the owner drops such mail.
    DMARC_QUARANTINE,
    /// The spam verdict is FAIL and the owner drops spam.
    SPAM,
    /// The owner's account is deactivated or gone.
    ACCOUNT_INACTIVE,
    /// The operator suspended the account.
    ACCOUNT_SUSPENDED,
    /// The owner's mailbox refused a mail for good.
    HARD_BOUNCE_PAUSE,
    /// The owner's mailbox refused mail for days.
    SOFT_BOUNCE_PAUSE,
    /// The owner has not shown that the mailbox is theirs.
    UNVERIFIED_MAILBOX,
    /// The owner answered to all, and so to the own alias, too.
    OWN_REPLY,
    /// The owner switched the alias off, or blocks all mail to it.
    ALIAS_DISABLED,
    /// Bulk mail to an alias that blocks it.
    PROMOTIONS_BLOCKED,
    /// The owner blocks this sender.
    SENDER_BLOCKED,
    /// The alias's time is over.
    ALIAS_EXPIRED,
    /// As many mails as allowed were forwarded within a day.
    FORWARD_LIMIT,
    /// As many bytes as allowed were forwarded within a day.
    BYTE_LIMIT,
    /// As many aliases as allowed were made by mail within a day.
    ALIAS_LIMIT,
    /// It came to a reverse address, and not from the owner.
    REPLY_FROM_STRANGER,
    /// It came to a reverse address, and nothing proves that it is from the owner.
    REPLY_UNAUTHENTICATED,
    /// The owner's plan has no replies.
    REPLY_NEEDS_PREMIUM,
    /// As many replies as allowed were sent within a day.
    REPLY_LIMIT,
    /// It was a report about a mail of ours; it has been read.
    BOUNCE_REPORT;

    private static final Set<DropReason> ABSENCES =
            EnumSet.of(NOT_OUR_ADDRESS, UNKNOWN_ALIAS, UNKNOWN_SUBDOMAIN, CATCH_ALL_OFF);

    private static final Set<DropReason> WISHES =
            EnumSet.of(
                    DMARC_QUARANTINE,
                    SPAM,
                    ALIAS_DISABLED,
                    PROMOTIONS_BLOCKED,
                    SENDER_BLOCKED,
                    ALIAS_EXPIRED);

    @SuppressWarnings("ImmutableEnumChecker") // it holds this constant
    private final Optional<Objection> self = Optional.of(this);

    /// This reason if the condition holds, otherwise empty.
    public Optional<Objection> when(boolean condition) {
        return condition ? self : Optional.empty();
    }

    /// Whether it speaks of something that the tables do not have: it may be on its way, so that it
    /// is final only when they are known to be fresh.
    public boolean speaksOfAbsence() {
        return ABSENCES.contains(this);
    }

    /// Whether the owner's own settings say it, so that the owner may ask for the mail all the
    /// same.
    public boolean isOwnersWish() {
        return WISHES.contains(this);
    }

    @Override
    public DropReason reason() {
        return this;
    }
}
