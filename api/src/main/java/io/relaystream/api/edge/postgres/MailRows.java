package io.relaystream.api.edge.postgres;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.relaystream.api.projector.Effect.End;
import io.relaystream.api.projector.Effect.Log;
import io.relaystream.api.projector.Projection;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes the delivery log and the counts of each hour: `message` and `message_hour`.
///
/// What the log says and how the story ended come in any order, and again. The end of a mail is
/// written once; what its owner may know is taken from the log until then, the newest wins. An
/// owner who is gone leaves nothing behind, and a mail that is too old to be kept is not taken up
/// again, so that it never counts twice.
final class MailRows {
    private static final JsonMapper JSON = new JsonMapper();

    /// Of an advisory lock: a mail may come to two projectors at once, by its log and by its end.
    private static final long WRITING_MAILS = 7_001;

    private static final List<String> LOGGED =
            List.of(
                    "delivery_id",
                    "message_id",
                    "account_id",
                    "alias_id",
                    "from",
                    "reply",
                    "notice",
                    "state",
                    "attempts",
                    "code",
                    "next_attempt_at",
                    "maybe_duplicate",
                    "received_at",
                    "at");

    /// Columns that are named like the fields of the canonical record.
    private static final List<String> ENDED =
            List.of(
                    "delivery_id",
                    "message_id",
                    "notice",
                    "reply",
                    "outcome",
                    "reason",
                    "rule",
                    "attempts",
                    "maybe_duplicate",
                    "received_at",
                    "finished_at",
                    "total_ms",
                    "accept_ms",
                    "held_ms",
                    "decide_ms",
                    "deliver_ms",
                    "fetch_ms",
                    "rewrite_ms",
                    "send_ms",
                    "size_bytes",
                    "trackers_removed",
                    "spam",
                    "virus",
                    "spf",
                    "dkim",
                    "dmarc");

    /// What has ended is shown once it is known how.
    private static final String CHANGED =
            """
            SELECT account_id, delivery_id FROM written
            WHERE account_id IS NOT NULL AND (state <> 'ended' OR outcome IS NOT NULL)
            """;

    private static final String LOG =
            """
            WITH written AS (
                INSERT INTO message (delivery_id, message_id, account_id, alias_id, sender, reply,
                    notice, state, attempts, reason, next_attempt_at, maybe_duplicate, received_at,
                    as_of)
                SELECT logged.delivery_id, logged.message_id, logged.account_id, logged.alias_id,
                    logged."from", logged.reply, logged.notice, logged.state, logged.attempts,
                    logged.code, logged.next_attempt_at, logged.maybe_duplicate, logged.received_at,
                    logged.at
                FROM json_to_recordset(:rows::json) AS logged (delivery_id text, message_id text,
                    account_id uuid, alias_id uuid, "from" text, reply boolean, notice text,
                    state text, attempts integer, code text, next_attempt_at timestamptz,
                    maybe_duplicate boolean, received_at timestamptz, at timestamptz)
                JOIN account ON account.id = logged.account_id
                WHERE logged.received_at > now() - interval '30 days'
                FOR KEY SHARE OF account
                ON CONFLICT (delivery_id) DO UPDATE SET
                    account_id = excluded.account_id,
                    alias_id = excluded.alias_id,
                    sender = excluded.sender,
                    as_of = excluded.as_of,
                    (state, attempts, reason, next_attempt_at, maybe_duplicate) = (
                        SELECT excluded.state, excluded.attempts, excluded.reason,
                            excluded.next_attempt_at, excluded.maybe_duplicate
                        WHERE message.outcome IS NULL
                        UNION ALL
                        SELECT message.state, message.attempts, message.reason,
                            message.next_attempt_at, message.maybe_duplicate
                        WHERE message.outcome IS NOT NULL)
                WHERE message.as_of IS NULL
                    OR (message.outcome IS NULL AND message.as_of <= excluded.as_of)
                RETURNING account_id, delivery_id, state, outcome
            )
            """
                    + CHANGED;

    private static final String END =
            """
            WITH written AS (
                INSERT INTO message (state, %1$s)
                SELECT 'ended', %1$s FROM json_populate_recordset(NULL::message, :rows::json)
                WHERE received_at > now() - interval '30 days'
                ON CONFLICT (delivery_id) DO UPDATE SET
                    (state, next_attempt_at, %1$s) = ROW (excluded.state, NULL, %2$s)
                WHERE message.outcome IS NULL
                RETURNING account_id, delivery_id, state, outcome
            )
            """
                            .formatted(
                                    String.join(", ", ENDED),
                                    String.join(
                                            ", ", ENDED.stream().map("excluded."::concat).toList()))
                    + CHANGED;

    /// So that no owner goes while the mail is counted.
    private static final String HOLD_OWNERS =
            """
            SELECT id FROM account
            WHERE id IN (SELECT account_id FROM message WHERE delivery_id = ANY(:ids))
            FOR KEY SHARE
            """;

    private static final String COUNT =
            """
            WITH ended AS (
                UPDATE message SET counted = true
                WHERE delivery_id = ANY(:ids) AND outcome IS NOT NULL AND NOT counted
                RETURNING account_id, alias_id, date_trunc('hour', finished_at, 'UTC') AS hour,
                    notice, outcome, reply, trackers_removed
            )
            INSERT INTO message_hour AS known (account_id, alias_id, hour, forwarded, blocked, failed,
                replied, trackers_removed)
            SELECT account_id, alias_id, hour,
                count(*) FILTER (WHERE outcome = 'forwarded' AND NOT reply),
                count(*) FILTER (WHERE outcome = 'dropped' AND NOT reply),
                count(*) FILTER (WHERE outcome IN ('rejected', 'expired', 'content_missing')),
                count(*) FILTER (WHERE outcome = 'forwarded' AND reply),
                coalesce(sum(trackers_removed) FILTER (WHERE outcome = 'forwarded'), 0)
            FROM ended WHERE alias_id IS NOT NULL AND notice IS NULL
            GROUP BY account_id, alias_id, hour
            ON CONFLICT (account_id, alias_id, hour) DO UPDATE SET
                forwarded = known.forwarded + excluded.forwarded,
                blocked = known.blocked + excluded.blocked,
                failed = known.failed + excluded.failed,
                replied = known.replied + excluded.replied,
                trackers_removed = known.trackers_removed + excluded.trackers_removed
            """;

    private MailRows() {}

    /// @return the mails whose state is new to their owners, each once
    static List<ChangedMail> write(Handle handle, Projection projection) {
        List<LoggedMail> logs = projection.logs().stream().map(Log::mail).toList();
        List<CanonicalRecord> ends = projection.ends().stream().map(End::mail).toList();
        if (logs.isEmpty() && ends.isEmpty()) {
            return List.of();
        }
        handle.execute("SELECT pg_advisory_xact_lock(?)", WRITING_MAILS);
        Set<ChangedMail> changed = new LinkedHashSet<>();
        if (!logs.isEmpty()) {
            changed.addAll(write(handle, LOG, rows(Topics.LOG, LOGGED, logs)));
        }
        if (!ends.isEmpty()) {
            holdOwners(handle, ends);
            changed.addAll(write(handle, END, rows(Topics.CANONICAL, ENDED, ends)));
        }
        count(handle, changed);
        return List.copyOf(changed);
    }

    private static void holdOwners(Handle handle, List<CanonicalRecord> ends) {
        handle.createQuery(HOLD_OWNERS)
                .bindArray(
                        "ids",
                        String.class,
                        ends.stream().map(CanonicalRecord::deliveryId).toList())
                .mapTo(UUID.class)
                .list();
    }

    private static List<ChangedMail> write(Handle handle, String statement, String rows) {
        return handle.createQuery(statement)
                .bind("rows", rows)
                .map(
                        (row, _) ->
                                new ChangedMail(
                                        row.getObject("account_id", UUID.class),
                                        row.getString("delivery_id")))
                .list();
    }

    private static void count(Handle handle, Set<ChangedMail> changed) {
        handle.createUpdate(COUNT)
                .bindArray(
                        "ids", String.class, changed.stream().map(ChangedMail::deliveryId).toList())
                .execute();
    }

    /// Records as they lie in their topic, as one JSON list of the fields that have a column.
    private static <V> String rows(Topic<V> topic, List<String> fields, List<V> records) {
        ArrayNode rows = JSON.createArrayNode();
        records.forEach(record -> rows.add(row(topic, record).retain(fields)));
        return rows.toString();
    }

    private static <V> ObjectNode row(Topic<V> topic, V record) {
        try {
            return (ObjectNode)
                    JSON.readTree(topic.values().serializer().serialize(topic.name(), record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
