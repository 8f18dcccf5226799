package io.relaystream.api.message;

import io.relaystream.core.Code;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import org.jspecify.annotations.Nullable;

/// Says to owners what became of a mail, and what they can do about it.
public final class InWords {
    private InWords() {}

    /// @return one sentence
    public static String of(OwnedMessage message) {
        if (message.outcome() == null) {
            return underWay(message.state(), message.reason());
        }
        return switch (message.outcome()) {
            case FORWARDED -> forwarded(message);
            case DROPPED ->
                    Code.find(DropReason.class, message.reason())
                            .map(InWords::dropped)
                            .orElse("It was not forwarded, for a reason that is new here.");
            case REJECTED -> "It could not be delivered: " + delivery(message.reason()) + ".";
            case EXPIRED -> "It was given up after five days: " + delivery(message.reason()) + ".";
            case CONTENT_MISSING ->
                    "Its content is not in our mail store: ask the sender to send it again, and tell the operator.";
        };
    }

    private static String underWay(MailState state, @Nullable String reason) {
        return switch (state) {
            case QUEUED -> "It is about to be delivered.";
            case WAITING -> "It waits and is tried again by itself: " + delivery(reason) + ".";
            case IN_DOUBT ->
                    "It may have arrived: "
                            + delivery(reason)
                            + "; if nobody tells, it is sent again and may come twice.";
            case POSTPONED ->
                    "It waits, as your mailbox could not take mail: check whether it is full.";
            case ENDED -> "It has just ended; how is known in a moment.";
        };
    }

    private static String forwarded(OwnedMessage message) {
        String text =
                switch (message.kind()) {
                    case MAIL ->
                            "Your mailbox's mail server took it: if you do not see it, look among spam";
                    case REPLY -> "Your reply was handed over to the correspondent's mail server";
                    case NOTICE ->
                            "Our notice to you was handed over to your mailbox's mail server";
                };
        return message.maybeDuplicate() ? text + "; it may have come twice." : text + ".";
    }

    private static String delivery(@Nullable String reason) {
        return Code.find(DeliveryCode.class, reason)
                .map(InWords::delivered)
                .orElse("for a reason that is new here");
    }

    private static String dropped(DropReason reason) {
        return switch (reason) {
            case NOT_OUR_ADDRESS -> "The address is none of ours, so nothing could be forwarded.";
            case NOREPLY -> "It was sent to a no-reply address, which nobody reads.";
            case MALFORMED_SENDER ->
                    "Its From line does not name exactly one author, so it was not forwarded.";
            case LOOP ->
                    "It has been here before: check whether your mailbox forwards mail to an alias.";
            case AUTOMATIC_REPLY ->
                    "It was an automatic answer of your mailbox, which is not passed on.";
            case UNKNOWN_REPLY_ADDRESS ->
                    "The reply address that it was sent to is not known any more: answer to a newer mail.";
            case INVALID_BOUNCE_ADDRESS ->
                    "It was a report to an address that we did not issue or that has ended; there is nothing to do.";
            case UNKNOWN_ALIAS -> "There is no such alias: check how it is written, or make it.";
            case ALIAS_TABLE_STALE ->
                    "The alias was not known in time, a fault on our side: ask the sender to send it again.";
            case DELETED_ALIAS ->
                    "The alias was deleted, and a deleted address is never used again.";
            case UNKNOWN_SUBDOMAIN -> "Nobody has claimed this subdomain.";
            case INVALID_NAME ->
                    "No alias can have this name: it may have letters, digits, dots and dashes, and up to 63 of them.";
            case RESERVED_NAME -> "The name is reserved, so mail to it makes no alias.";
            case BLOCKED_NAME -> "The name is an offensive one, so mail to it makes no alias.";
            case CATCH_ALL_OFF ->
                    "There is no such alias, and this domain's catch-all is off: switch it on, or make the alias.";
            case CATCH_ALL_NEEDS_PREMIUM ->
                    "There is no such alias, and only with the premium plan does mail make one: make it yourself, or change the plan.";
            case VIRUS -> "A virus was found in it, so it was not forwarded.";
            case DMARC_REJECT ->
                    "Its sender could not be verified, and the sender's domain asks to reject such mail.";
            case DMARC_QUARANTINE ->
                    "Its sender could not be verified, and you have chosen not to get such mail: the settings of your account change that.";
            case SPAM ->
                    "It is spam, and you have chosen not to get spam: the settings of your account change that.";
            case ACCOUNT_INACTIVE -> "Your account was deactivated: ask the operator.";
            case ACCOUNT_SUSPENDED ->
                    "Your account was suspended: its page says until when, and the operator knows why.";
            case HARD_BOUNCE_PAUSE ->
                    "Your mailbox refused an earlier mail for good, so forwarding is paused: check your forwarding address.";
            case SOFT_BOUNCE_PAUSE ->
                    "Your mailbox could not take mail for five days: check whether it is full.";
            case UNVERIFIED_MAILBOX ->
                    "Your forwarding address is not verified yet: sign in with a link that we mail to it.";
            case OWN_REPLY ->
                    "It is your own answer to all, which went to your alias, too: you have it already.";
            case ALIAS_DISABLED ->
                    "The alias is switched off or blocks all mail: switch it on to get mail again.";
            case PROMOTIONS_BLOCKED ->
                    "It is bulk mail, which this alias blocks: its settings change that.";
            case SENDER_BLOCKED ->
                    "You block this sender: take it off the list of blocked senders to get its mail again.";
            case ALIAS_EXPIRED ->
                    "The alias had come to the end that you gave it: give it a later one to get mail again.";
            case FORWARD_LIMIT ->
                    "Your account reached the number of mails of one day: forwarding goes on after 24 hours.";
            case BYTE_LIMIT ->
                    "Your account reached the amount of mail of one day: forwarding goes on after 24 hours.";
            case ALIAS_LIMIT ->
                    "As many aliases as allowed were made by mail on one day: make this one yourself, or wait for 24 hours.";
            case REPLY_FROM_STRANGER ->
                    "It came to a reply address, and not from your mailbox: answer from the one that your mail is forwarded to.";
            case REPLY_UNAUTHENTICATED ->
                    "Nothing proves that this reply is yours: send it by your mailbox's own provider.";
            case REPLY_NEEDS_PREMIUM -> "Replies need the premium plan.";
            case REPLY_LIMIT ->
                    "As many replies as allowed were sent on one day: you can reply again after 24 hours.";
            case BOUNCE_REPORT ->
                    "It was a report about a mail that we sent for you, and was read; there is nothing to do.";
        };
    }

    /// The end of a sentence.
    private static String delivered(DeliveryCode code) {
        return switch (code) {
            case STARTED -> "an attempt has begun";
            case SENT -> "it was handed over";
            case REPORT_READ -> "the report was read";
            case UNREACHABLE -> "the mail server could not be reached";
            case DEFERRED -> "the mail server asked to try again later";
            case THROTTLED -> "the mail server asked to send more slowly";
            case SENDER_REFUSED ->
                    "our mail provider refuses us, which the operator must set right";
            case REFUSED -> "the mail server refused it for good";
            case TOO_LARGE -> "it is too large to be sent; a notice in your mailbox says more";
            case REPLY_SEALED ->
                    "it is signed or encrypted and may show your address: send it without, or allow such replies in the settings of your account";
            case NO_ANSWER -> "the connection broke off when it had been handed over";
            case DEADLINE_PASSED -> "nobody knows how the last attempt ended";
            case STORAGE_UNAVAILABLE -> "our mail store did not answer";
            case CONTENT_MISSING -> "its content is not in our mail store";
            case NOT_BEGUN -> "we were too busy to begin";
            case REWRITE_FAILED ->
                    "it could not be prepared, a fault of ours that the operator must look at";
            case KEY_UNUSABLE ->
                    "it cannot be encrypted with your OpenPGP key: give us another one, or take it away";
            case CONTEXTS_UNWRITTEN -> "its reply addresses could not be stored";
            case REPORT_UNWRITTEN -> "what the report says could not be stored";
        };
    }

    /// What a rule asks for.
    ///
    /// @param rule its name
    static String rule(String rule) {
        return switch (rule) {
            case "foreign_address" -> "The address is one of ours or of an owner.";
            case "no_reply_address" -> "The address is none that nobody reads.";
            case "malformed_sender" -> "The mail names exactly one author.";
            case "mail_loop" -> "The mail has not been here before.";
            case "automatic_reply" -> "A reply is none that a program wrote.";
            case "unknown_reply_address" -> "A reply address is known.";
            case "invalid_bounce_address" -> "A report comes to an address that we issued.";
            case "unknown_alias" -> "The alias is known.";
            case "deleted_alias" -> "The alias was not deleted.";
            case "unknown_subdomain" -> "The subdomain belongs to somebody.";
            case "name_invalid" -> "An alias can have this name.";
            case "name_reserved" -> "The name is not reserved.";
            case "name_blocked" -> "The name is not offensive.";
            case "catch_all_off" -> "The alias is there, or the domain's catch-all is on.";
            case "catch_all_needs_premium" -> "The alias is there, or the plan lets mail make it.";
            case "virus_found" -> "No virus was found.";
            case "dmarc_rejected" ->
                    "The sender is verified, or its domain does not ask for rejection.";
            case "dmarc_quarantined" ->
                    "The sender is verified, or you take mail that its domain wants put aside.";
            case "spam_for_opted_out_owner" -> "The mail is not spam, or you take spam.";
            case "account_inactive" -> "Your account is active.";
            case "account_suspended" -> "Your account is not suspended.";
            case "hard_bounce_pause" -> "Your mailbox has not refused mail for good lately.";
            case "soft_bounce_pause" -> "Your mailbox can take mail at the moment.";
            case "unverified_mailbox" -> "Your forwarding address is verified.";
            case "own_reply" -> "The mail is not your own answer to all.";
            case "alias_disabled" -> "The alias is on and does not block all mail.";
            case "promotion_blocked" -> "The mail is not bulk, or the alias takes bulk mail.";
            case "sender_blocked" -> "You do not block the sender.";
            case "alias_expired" -> "The alias has not come to its end.";
            case "forward_limit_reached" -> "The number of mails of the day is not used up.";
            case "byte_limit_reached" -> "The amount of mail of the day is not used up.";
            case "alias_limit_reached" ->
                    "The alias is there, or the number of aliases of the day is not used up.";
            case "reply_from_stranger" -> "A reply comes from your mailbox.";
            case "reply_unauthenticated" -> "It is proved that a reply is yours.";
            case "reply_needs_premium" -> "Your plan has replies.";
            case "reply_limit_reached" -> "The number of replies of the day is not used up.";
            default -> throw new IllegalArgumentException("A rule must have words, got " + rule);
        };
    }
}
