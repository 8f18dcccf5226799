package io.relaystream.api.account;

import static io.relaystream.core.decision.DropReason.ACCOUNT_SUSPENDED;
import static io.relaystream.core.decision.DropReason.ALIAS_LIMIT;
import static io.relaystream.core.decision.DropReason.BYTE_LIMIT;
import static io.relaystream.core.decision.DropReason.FORWARD_LIMIT;
import static io.relaystream.core.decision.DropReason.HARD_BOUNCE_PAUSE;
import static io.relaystream.core.decision.DropReason.REPLY_LIMIT;
import static io.relaystream.core.decision.DropReason.SOFT_BOUNCE_PAUSE;

import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that is known about an account: what people set, and what its mail has led to so far, as far
/// as the projector has come.
///
/// @param totals of all its aliases, also of those that are deleted
public record AccountDetails(
        UUID id,
        EmailAddress email,
        AccountStatus status,
        AccountSettings settings,
        Standing standing,
        AliasStats totals,
        AliasCounts aliases) {

    /// Something that keeps mail back for a time.
    ///
    /// @param why what the canonical record of such a mail says
    /// @param reason what the operator says to it; null if nothing
    public record Obstacle(DropReason why, Instant until, @Nullable String reason) {}

    /// What the account may not do now, for what it did or used.
    public List<Obstacle> suspensions(Instant now) {
        return Stream.of(
                        obstacle(FORWARD_LIMIT, standing.forwardLimitUntil(), now),
                        obstacle(BYTE_LIMIT, standing.byteLimitUntil(), now),
                        obstacle(REPLY_LIMIT, standing.replyLimitUntil(), now),
                        obstacle(ALIAS_LIMIT, standing.aliasLimitUntil(), now),
                        obstacle(
                                ACCOUNT_SUSPENDED,
                                status.suspension().until(),
                                status.suspension().reason(),
                                now))
                .flatMap(each -> each)
                .toList();
    }

    /// How its mailbox keeps mail back now.
    public List<Obstacle> pauses(Instant now) {
        return Stream.of(
                        obstacle(HARD_BOUNCE_PAUSE, standing.hardBounceUntil(), now),
                        obstacle(SOFT_BOUNCE_PAUSE, standing.softBounceUntil(), now))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<Obstacle> obstacle(DropReason why, @Nullable Instant until, Instant now) {
        return obstacle(why, until, null, now);
    }

    private static Stream<Obstacle> obstacle(
            DropReason why, @Nullable Instant until, @Nullable String reason, Instant now) {
        return until != null && Standing.lasts(until, now)
                ? Stream.of(new Obstacle(why, until, reason))
                : Stream.empty();
    }
}
