package io.relaystream.api.edge.postgres;

import io.relaystream.api.projector.Effect.CountAccount;
import io.relaystream.api.projector.Effect.CountAlias;
import io.relaystream.api.projector.Effect.Stand;
import io.relaystream.api.projector.Projection;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.stats.AliasStats;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Writes absolute values over the older ones, unless their account is gone. The account is locked
/// so that it cannot go in the meantime.
final class NewestValues {
    private static final String STANDING =
            """
            INSERT INTO account_standing (account_id, day, forwarded, forwarded_bytes, replies,
                aliases_made, forward_limit_until, byte_limit_until, reply_limit_until,
                alias_limit_until, hard_bounce_until, soft_bounce_until, complaints, as_of)
            SELECT id, :day, :forwarded, :forwardedBytes, :replies, :aliasesMade,
                :forwardLimitUntil, :byteLimitUntil, :replyLimitUntil, :aliasLimitUntil,
                :hardBounceUntil, :softBounceUntil, :complaints, :asOf
            FROM account WHERE id = :account FOR KEY SHARE
            ON CONFLICT (account_id) DO UPDATE SET
                day = excluded.day,
                forwarded = excluded.forwarded,
                forwarded_bytes = excluded.forwarded_bytes,
                replies = excluded.replies,
                aliases_made = excluded.aliases_made,
                forward_limit_until = excluded.forward_limit_until,
                byte_limit_until = excluded.byte_limit_until,
                reply_limit_until = excluded.reply_limit_until,
                alias_limit_until = excluded.alias_limit_until,
                hard_bounce_until = excluded.hard_bounce_until,
                soft_bounce_until = excluded.soft_bounce_until,
                complaints = excluded.complaints,
                as_of = excluded.as_of
            """;

    private static final String NEWEST_COUNTS =
            """
            DO UPDATE SET
                forwarded = excluded.forwarded,
                blocked = excluded.blocked,
                replied = excluded.replied,
                trackers_removed = excluded.trackers_removed,
                complaints = excluded.complaints,
                last_used_at = excluded.last_used_at
            """;

    private static final String OF_ACCOUNT =
            """
            INSERT INTO account_stats (account_id, forwarded, blocked, replied, trackers_removed,
                complaints, last_used_at)
            SELECT id, :forwarded, :blocked, :replied, :trackersRemoved, :complaints, :lastUsedAt
            FROM account WHERE id = :account FOR KEY SHARE
            ON CONFLICT (account_id)
            """
                    + NEWEST_COUNTS;

    private static final String OF_ALIAS =
            """
            INSERT INTO alias_stats (alias_id, account_id, forwarded, blocked, replied,
                trackers_removed, complaints, last_used_at)
            SELECT :alias, id, :forwarded, :blocked, :replied, :trackersRemoved, :complaints,
                :lastUsedAt
            FROM account WHERE id = :account FOR KEY SHARE
            ON CONFLICT (alias_id)
            """
                    + NEWEST_COUNTS;

    private NewestValues() {}

    static void write(Handle handle, Projection projection) {
        standings(handle, projection.standings());
        accounts(handle, projection.accounts());
        aliases(handle, projection.aliases());
    }

    private static void standings(Handle handle, List<Stand> standings) {
        PreparedBatch batch = handle.prepareBatch(STANDING);
        for (Stand standing : standings) {
            bind(batch, standing.account(), standing.after()).add();
        }
        batch.execute();
    }

    private static void accounts(Handle handle, List<CountAccount> counts) {
        PreparedBatch batch = handle.prepareBatch(OF_ACCOUNT);
        for (CountAccount count : counts) {
            bind(batch, count.account(), count.stats()).add();
        }
        batch.execute();
    }

    private static void aliases(Handle handle, List<CountAlias> counts) {
        PreparedBatch batch = handle.prepareBatch(OF_ALIAS);
        for (CountAlias count : counts) {
            bind(batch, count.account(), count.stats()).bind("alias", count.alias()).add();
        }
        batch.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, UUID account, AccountEvent event) {
        return batch.bind("account", account)
                .bind("day", event.day())
                .bind("forwarded", event.forwarded())
                .bind("forwardedBytes", event.forwardedBytes())
                .bind("replies", event.replies())
                .bind("aliasesMade", event.aliasesMade())
                .bind("forwardLimitUntil", Columns.time(event.forwardLimitUntil()))
                .bind("byteLimitUntil", Columns.time(event.byteLimitUntil()))
                .bind("replyLimitUntil", Columns.time(event.replyLimitUntil()))
                .bind("aliasLimitUntil", Columns.time(event.aliasLimitUntil()))
                .bind("hardBounceUntil", Columns.time(event.hardBounceUntil()))
                .bind("softBounceUntil", Columns.time(event.softBounceUntil()))
                .bind("complaints", event.complaints())
                .bind("asOf", Columns.time(event.at()));
    }

    private static PreparedBatch bind(PreparedBatch batch, UUID account, AliasStats stats) {
        return batch.bind("account", account)
                .bind("forwarded", stats.forwarded())
                .bind("blocked", stats.blocked())
                .bind("replied", stats.replied())
                .bind("trackersRemoved", stats.trackersRemoved())
                .bind("complaints", stats.complaints())
                .bind("lastUsedAt", Columns.time(stats.lastUsedAt()));
    }
}
