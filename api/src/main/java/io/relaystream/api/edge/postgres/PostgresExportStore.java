package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.ExportStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/// The tables of an account, written as JSON by Postgres, in parts that no reader is waited for in.
public record PostgresExportStore(Database database) implements ExportStore {
    private static final String PROVEN_AND_CLAIMED =
            """
            (SELECT account_id, host, kind, verified, catch_all, created_at FROM domain
            UNION ALL
            SELECT account_id, host, 'own', false, catch_all, created_at FROM domain_claim
            WHERE NOT EXISTS (SELECT FROM domain AS proven WHERE proven.host = domain_claim.host
                AND proven.account_id = domain_claim.account_id)) AS domain
            """;

    private static final int PART = 500;

    @Override
    public List<Item> next(UUID account, Section section, Position after) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(query(section))
                                .bind("account", account)
                                .bind("at", Columns.time(after.at()))
                                .bind("id", after.id())
                                .bind("limit", PART)
                                .map((row, _) -> item(row))
                                .list());
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString("json"),
                new Position(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("id")));
    }

    private static String query(Section section) {
        return switch (section) {
            case ALIASES ->
                    query(
                            "alias LEFT JOIN alias_stats ON alias_id = alias.id",
                            "alias",
                            "created_at",
                            "id",
                            """
                            'id', alias.id, 'address', address, 'kind', kind, 'enabled', enabled,
                            'blocking', blocking, 'label', label, 'note', note, 'usedOn', used_on,
                            'blockedSenders', blocked_senders, 'banner', banner,
                            'forwarded', coalesce(forwarded, 0), 'blocked', coalesce(blocked, 0),
                            'replied', coalesce(replied, 0),
                            'trackersRemoved', coalesce(trackers_removed, 0),
                            'expiresAt', %s, 'lastUsedAt', %s, 'createdAt', %s
                            """
                                    .formatted(
                                            time("expires_at"),
                                            time("last_used_at"),
                                            time("created_at")));
            case DOMAINS ->
                    query(
                            PROVEN_AND_CLAIMED,
                            "domain",
                            "created_at",
                            "host",
                            """
                            'host', host, 'kind', kind, 'verified', verified,
                            'catchAll', catch_all, 'createdAt', %s
                            """
                                    .formatted(time("created_at")));
            case TOKENS ->
                    query(
                            "api_token",
                            "api_token",
                            "created_at",
                            "id",
                            """
                            'id', id, 'name', name, 'scopes', scopes, 'expiresAt', %s,
                            'lastUsedAt', %s, 'createdAt', %s
                            """
                                    .formatted(
                                            time("expires_at"),
                                            time("last_used_at"),
                                            time("created_at")));
            case WEBHOOKS ->
                    query(
                            "webhook",
                            "webhook",
                            "created_at",
                            "id",
                            """
                            'id', id, 'url', url, 'events', events, 'enabled', enabled,
                            'createdAt', %s
                            """
                                    .formatted(time("created_at")));
            case MESSAGES ->
                    query(
                            "message",
                            "message",
                            "received_at",
                            "delivery_id",
                            """
                            'id', delivery_id, 'alias', alias_id, 'sender', sender,
                            'state', state, 'outcome', outcome, 'reason', reason,
                            'attempts', attempts, 'sizeBytes', size_bytes,
                            'trackersRemoved', trackers_removed, 'receivedAt', %s,
                            'finishedAt', %s
                            """
                                    .formatted(time("received_at"), time("finished_at")));
        };
    }

    /// @param table whose columns `time` and `id` give the order
    /// @param fields as `json_build_object` takes them
    private static String query(String from, String table, String time, String id, String fields) {
        return """
        SELECT json_build_object(%5$s)::text AS json, %2$s.%3$s AS at, %2$s.%4$s::text AS id
        FROM %1$s
        WHERE %2$s.account_id = :account
        AND %2$s.%3$s >= :at AND (%2$s.%3$s, %2$s.%4$s::text) > (:at, :id)
        ORDER BY %2$s.%3$s, %2$s.%4$s::text LIMIT :limit
        """
                .formatted(from, table, time, id, fields);
    }

    /// A time as the API writes it.
    private static String time(String column) {
        return "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                .formatted(column);
    }
}
