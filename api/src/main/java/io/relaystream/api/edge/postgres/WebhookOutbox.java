package io.relaystream.api.edge.postgres;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes down what webhooks are to be told of messages, in the transaction that changes the
/// messages: what is told has happened, and what has happened is told.
final class WebhookOutbox {
    /// Each hook is told each event of a message once. What is older than the outbox is kept may
    /// have been told, and is not told again when the message is replayed.
    private static final String INSERT =
            """
            WITH told AS MATERIALIZED (
                SELECT gen_random_uuid() AS id, webhook.id AS webhook, told_event, message.*,
                    alias.address
                FROM message
                CROSS JOIN LATERAL (SELECT CASE
                    WHEN outcome = 'forwarded' THEN 'message.forwarded'
                    WHEN outcome = 'dropped' THEN 'message.dropped'
                    WHEN outcome IS NOT NULL THEN 'message.failed'
                    WHEN state IN ('waiting', 'in_doubt', 'postponed') THEN 'message.waiting'
                    END AS told_event) AS now_known
                JOIN webhook ON webhook.account_id = message.account_id AND enabled
                    AND told_event = ANY(events)
                LEFT JOIN alias ON alias.id = alias_id AND alias.account_id = message.account_id
                WHERE delivery_id = ANY(:messages)
                AND coalesce(finished_at, now()) > now() - interval '7 days')
            INSERT INTO webhook_delivery
                (id, webhook_id, account_id, event, message, body, next_attempt_at)
            SELECT id, webhook, account_id, told_event, delivery_id,
                json_build_object(
                    'id', id,
                    'event', told_event,
                    'createdAt', %s,
                    'message', json_build_object(
                        'id', delivery_id,
                        'alias', alias_id,
                        'address', address,
                        'sender', sender,
                        'kind', CASE WHEN notice IS NOT NULL THEN 'notice'
                            WHEN reply THEN 'reply' ELSE 'mail' END,
                        'state', CASE WHEN outcome IS NULL THEN state ELSE 'ended' END,
                        'outcome', outcome,
                        'reason', reason,
                        'receivedAt', %s,
                        'finishedAt', %s,
                        'attempts', attempts,
                        'nextAttemptAt', CASE WHEN outcome IS NULL THEN %s END)),
                now()
            FROM told
            ON CONFLICT (webhook_id, message, event) DO NOTHING
            """
                    .formatted(
                            iso("now()"),
                            iso("received_at"),
                            iso("finished_at"),
                            iso("next_attempt_at"));

    private WebhookOutbox() {}

    /// @param messages delivery ids of the messages that this transaction has changed
    static void tell(Handle handle, List<String> messages) {
        handle.createUpdate(INSERT).bindArray("messages", String.class, messages).execute();
    }

    /// An instant of the database as JSON has it.
    static String iso(String expression) {
        return "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                .formatted(expression);
    }
}
