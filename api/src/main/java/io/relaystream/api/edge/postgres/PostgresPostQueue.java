package io.relaystream.api.edge.postgres;

import io.relaystream.api.webhook.Post;
import io.relaystream.api.webhook.PostQueue;
import io.relaystream.api.webhook.PostResult;
import io.relaystream.api.webhook.WebhookSecret;
import io.relaystream.api.webhook.WebhookUrl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `webhook_delivery` as a queue.
public record PostgresPostQueue(Database database) implements PostQueue {

    @Override
    public Optional<Post> take(Duration lease, Set<UUID> busy) {
        return database.transact(
                handle ->
                        handle.createQuery(
                                        """
                                        UPDATE webhook_delivery AS taken
                                        SET next_attempt_at = now() + make_interval(secs => :lease)
                                        FROM webhook
                                        WHERE webhook.id = webhook_id AND taken.id = (
                                            SELECT due.id
                                            FROM webhook_delivery AS due
                                            JOIN webhook ON webhook.id = webhook_id AND enabled
                                            WHERE next_attempt_at <= now() AND due.account_id <> ALL(:busy)
                                            ORDER BY next_attempt_at LIMIT 1
                                            FOR UPDATE OF due SKIP LOCKED)
                                        RETURNING taken.id, taken.account_id, webhook_id, url, secret, body, attempts
                                        """)
                                .bind("lease", seconds(lease))
                                .bindArray("busy", UUID.class, busy)
                                .map((row, _) -> post(row))
                                .findOne());
    }

    @Override
    public void delivered(Post post, PostResult result) {
        database.transact(
                handle -> {
                    handle.execute(
                            """
                            UPDATE webhook SET failing_since = NULL
                            WHERE id = ? AND failing_since IS NOT NULL
                            """,
                            post.webhook());
                    return finish(handle, post, result, Optional.empty());
                });
    }

    @Override
    public void failed(Post post, PostResult result, Optional<Duration> pause, Duration patience) {
        database.transact(
                handle -> {
                    boolean on = staysOn(handle, post.webhook(), patience);
                    finish(handle, post, result, pause);
                    if (!on) {
                        PostgresWebhookStore.drop(handle, post.webhook());
                    }
                    return on;
                });
    }

    @Override
    public void forget(Duration age) {
        database.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM webhook_delivery WHERE id IN (
                                            SELECT id FROM webhook_delivery
                                            WHERE created_at < now() - make_interval(secs => :age)
                                            LIMIT 10000)
                                        """)
                                .bind("age", seconds(age))
                                .execute());
    }

    /// Only once the webhook is locked, as whoever changes it locks it first. Does nothing if it is
    /// gone.
    private static int finish(
            Handle handle, Post post, PostResult result, Optional<Duration> pause) {
        boolean delivered = result.kind() == PostResult.Kind.DELIVERED;
        return handle.createUpdate(
                        """
                        UPDATE webhook_delivery SET attempts = attempts + 1,
                            next_attempt_at = now() + make_interval(secs => :pause), last_status = :status,
                            last_error = :error, delivered_at = CASE WHEN :delivered THEN now() END
                        WHERE id = :id
                        """)
                .bind("id", post.id())
                .bind("pause", pause.map(PostgresPostQueue::seconds).orElse(null))
                .bind("status", result.status())
                .bind("error", delivered ? null : result.kind().code())
                .bind("delivered", delivered)
                .execute();
    }

    /// Remembers that it fails, and switches it off if that has lasted too long.
    ///
    /// @return whether it is still on
    private static boolean staysOn(Handle handle, UUID webhook, Duration patience) {
        return handle.createQuery(
                        """
                        UPDATE webhook SET failing_since = coalesce(failing_since, now()),
                            enabled = enabled
                                AND coalesce(failing_since, now()) > now() - make_interval(secs => :patience)
                        WHERE id = :id
                        RETURNING enabled
                        """)
                .bind("id", webhook)
                .bind("patience", seconds(patience))
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Post post(ResultSet row) throws SQLException {
        return new Post(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("webhook_id", UUID.class),
                new WebhookUrl(row.getString("url")),
                new WebhookSecret(row.getString("secret")),
                row.getString("body"),
                row.getInt("attempts"));
    }
}
