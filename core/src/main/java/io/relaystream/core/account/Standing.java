package io.relaystream.core.account;

import static io.relaystream.core.account.AccountEventKind.ALIAS_LIMIT_REACHED;
import static io.relaystream.core.account.AccountEventKind.BYTE_LIMIT_REACHED;
import static io.relaystream.core.account.AccountEventKind.FORWARD_LIMIT_REACHED;
import static io.relaystream.core.account.AccountEventKind.REPLY_LIMIT_REACHED;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the mail of an account has led to so far: what it used today, and what it may not do until
/// when. Kept by the topology, one for each account; everything else about an account is in its
/// row.
///
/// @param day the UTC day that the counters are about; null before the first mail
/// @param forwarded mails decided to be forwarded on that day
/// @param forwardedBytes bytes of the mails that were forwarded on that day, as they were received
/// @param replies mails sent on behalf of the owner on that day
/// @param aliasesMade aliases made by mail on that day
/// @param forwardLimitUntil no forwarding until then, as too many mails were forwarded
/// @param byteLimitUntil no forwarding until then, as too many bytes were forwarded
/// @param replyLimitUntil no replies until then, as too many were sent
/// @param aliasLimitUntil no aliases made by mail until then, as too many were made
/// @param hardBounceUntil no forwarding until then, as the mailbox refused for good
/// @param softBounceUntil forwarding waits until then, as the mailbox refused for the moment
/// @param bouncedMailbox keyed hash of the mailbox that refused; null if none did
/// @param complaints how often the owner's provider reported forwarded mail as unwanted
public record Standing(
        @Nullable LocalDate day,
        long forwarded,
        long forwardedBytes,
        long replies,
        long aliasesMade,
        @Nullable Instant forwardLimitUntil,
        @Nullable Instant byteLimitUntil,
        @Nullable Instant replyLimitUntil,
        @Nullable Instant aliasLimitUntil,
        @Nullable Instant hardBounceUntil,
        @Nullable Instant softBounceUntil,
        @Nullable String bouncedMailbox,
        long complaints) {

    /// Of an account that nothing has happened to.
    public static final Standing NEW =
            new Standing(null, 0, 0, 0, 0, null, null, null, null, null, null, null, 0);

    /// How long reaching a daily limit suspends.
    static final Duration SUSPENSION = Duration.ofDays(1);

    static final Duration HARD_BOUNCE_PAUSE = Duration.ofDays(30);
    static final Duration SOFT_BOUNCE_PAUSE = Duration.ofDays(1);

    /// Whether a moment that something lasts until is still to come.
    public static boolean lasts(@Nullable Instant until, Instant now) {
        return until != null && now.isBefore(until);
    }

    /// One more mail is forwarded.
    public Standing forwarding(Instant now, DailyLimits limits) {
        Use use = use(now);
        long mails = use.forwarded + 1;
        return using(
                new Use(use.day, mails, use.bytes, use.replies, use.aliases),
                mails >= limits.forwards() ? Limit.FORWARDS : null,
                now);
    }

    /// A mail of so many bytes was forwarded.
    public Standing forwarded(long bytes, Instant now, DailyLimits limits) {
        Use use = use(now);
        long all = use.bytes + bytes;
        return using(
                new Use(use.day, use.forwarded, all, use.replies, use.aliases),
                all >= limits.bytes() ? Limit.BYTES : null,
                now);
    }

    /// One more reply was sent.
    public Standing replied(Instant now, DailyLimits limits) {
        Use use = use(now);
        long sent = use.replies + 1;
        return using(
                new Use(use.day, use.forwarded, use.bytes, sent, use.aliases),
                sent >= limits.replies() ? Limit.REPLIES : null,
                now);
    }

    /// One more alias is made by mail.
    public Standing aliasMade(Instant now, DailyLimits limits) {
        Use use = use(now);
        long made = use.aliases + 1;
        return using(
                new Use(use.day, use.forwarded, use.bytes, use.replies, made),
                made >= limits.aliases() ? Limit.ALIASES : null,
                now);
    }

    /// The mailbox refused a mail for good.
    ///
    /// @param mailbox its keyed hash
    public Standing hardBounce(String mailbox, Instant at) {
        Instant until = later(hardBounceUntil, at.plus(HARD_BOUNCE_PAUSE));
        return with(until, softBounceUntil, mailbox, complaints);
    }

    /// The mailbox refused a mail for the moment.
    ///
    /// @param mailbox its keyed hash
    public Standing softBounce(String mailbox, Instant at) {
        Instant until = later(softBounceUntil, at.plus(SOFT_BOUNCE_PAUSE));
        return with(hardBounceUntil, until, mailbox, complaints);
    }

    /// The provider reported a mail as unwanted.
    public Standing complained() {
        return with(hardBounceUntil, softBounceUntil, bouncedMailbox, complaints + 1);
    }

    /// The pauses are over, as the owner's mailbox is another one now.
    public Standing withoutPauses() {
        return with(null, null, null, complaints);
    }

    /// The daily limits that were reached since then.
    public List<AccountEventKind> limitsReachedSince(Standing before) {
        List<AccountEventKind> reached = new ArrayList<>();
        note(reached, FORWARD_LIMIT_REACHED, before.forwardLimitUntil, forwardLimitUntil);
        note(reached, BYTE_LIMIT_REACHED, before.byteLimitUntil, byteLimitUntil);
        note(reached, REPLY_LIMIT_REACHED, before.replyLimitUntil, replyLimitUntil);
        note(reached, ALIAS_LIMIT_REACHED, before.aliasLimitUntil, aliasLimitUntil);
        return reached;
    }

    private static void note(
            List<AccountEventKind> reached,
            AccountEventKind kind,
            @Nullable Instant before,
            @Nullable Instant after) {
        if (after != null && !after.equals(before)) {
            reached.add(kind);
        }
    }

    /// What a daily limit is about.
    private enum Limit {
        FORWARDS,
        BYTES,
        REPLIES,
        ALIASES
    }

    /// The counters of one day.
    private record Use(LocalDate day, long forwarded, long bytes, long replies, long aliases) {}

    /// The counters as they are on this day; a record that comes late counts for the newer day.
    private Use use(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return day == null || today.isAfter(day)
                ? new Use(today, 0, 0, 0, 0)
                : new Use(day, forwarded, forwardedBytes, replies, aliasesMade);
    }

    /// Reaching a limit suspends from that moment on: what still ends on the way does not prolong
    /// it.
    ///
    /// @param reached null if none was
    private Standing using(Use use, @Nullable Limit reached, Instant now) {
        Instant end = now.plus(SUSPENSION);
        return new Standing(
                use.day,
                use.forwarded,
                use.bytes,
                use.replies,
                use.aliases,
                reached == Limit.FORWARDS ? begun(forwardLimitUntil, now, end) : forwardLimitUntil,
                reached == Limit.BYTES ? begun(byteLimitUntil, now, end) : byteLimitUntil,
                reached == Limit.REPLIES ? begun(replyLimitUntil, now, end) : replyLimitUntil,
                reached == Limit.ALIASES ? begun(aliasLimitUntil, now, end) : aliasLimitUntil,
                hardBounceUntil,
                softBounceUntil,
                bouncedMailbox,
                complaints);
    }

    private Standing with(
            @Nullable Instant hardUntil,
            @Nullable Instant softUntil,
            @Nullable String mailbox,
            long newComplaints) {
        return new Standing(
                day,
                forwarded,
                forwardedBytes,
                replies,
                aliasesMade,
                forwardLimitUntil,
                byteLimitUntil,
                replyLimitUntil,
                aliasLimitUntil,
                hardUntil,
                softUntil,
                mailbox,
                newComplaints);
    }

    private static Instant begun(@Nullable Instant until, Instant now, Instant end) {
        return until != null && lasts(until, now) ? until : end;
    }

    private static Instant later(@Nullable Instant known, Instant until) {
        return known != null && known.isAfter(until) ? known : until;
    }
}
