package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.message.MessageKind;
import io.relaystream.core.stats.AliasStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Values as the tables hold them.
final class Columns {
    private Columns() {}

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static BlockedSenders blockedSenders(ResultSet row) throws SQLException {
        return new BlockedSenders(List.of((String[]) row.getArray("blocked_senders").getArray()));
    }

    /// The columns of `alias_stats` and `account_stats`; a row that is not there yet has nulls.
    ///
    /// @param alias null for the total of the account
    static AliasStats stats(ResultSet row, UUID account, @Nullable UUID alias) throws SQLException {
        return new AliasStats(
                account.toString(),
                alias == null ? null : alias.toString(),
                row.getLong("forwarded"),
                row.getLong("blocked"),
                row.getLong("replied"),
                row.getLong("trackers_removed"),
                row.getLong("complaints"),
                instant(row, "last_used_at"));
    }

    /// What a row of `message` is about.
    static MessageKind kind(ResultSet row) throws SQLException {
        if (row.getString("notice") != null) {
            return MessageKind.NOTICE;
        }
        return row.getBoolean("reply") ? MessageKind.REPLY : MessageKind.MAIL;
    }
}
