package io.relaystream.api.edge.postgres;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import io.relaystream.api.webhook.Webhook;
import io.relaystream.api.webhook.WebhookChange;
import io.relaystream.api.webhook.WebhookDelivery;
import io.relaystream.api.webhook.WebhookEvent;
import io.relaystream.api.webhook.WebhookSecret;
import io.relaystream.api.webhook.WebhookStore;
import io.relaystream.api.webhook.WebhookUrl;
import io.relaystream.core.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The tables `webhook` and, as owners see it, `webhook_delivery`.
public record PostgresWebhookStore(Database database) implements WebhookStore {

    @Override
    public Optional<Webhook> add(
            UUID account,
            WebhookUrl url,
            Set<WebhookEvent> events,
            WebhookSecret secret,
            int limit) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    return count(handle, account) >= limit
                            ? Optional.empty()
                            : Optional.of(insert(handle, account, url, events, secret));
                });
    }

    @Override
    public Slice<Webhook> newest(UUID account, Optional<Position> after, int limit) {
        return database.transactFor(
                account,
                handle ->
                        Slice.of(
                                after(
                                                handle,
                                                "SELECT * FROM webhook WHERE account_id = :account",
                                                after)
                                        .bind("account", account)
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> webhook(row))
                                        .list(),
                                limit,
                                Webhook::position));
    }

    @Override
    public Optional<Webhook> find(UUID account, UUID id) {
        return database.transactFor(account, handle -> find(handle, account, id));
    }

    @Override
    public Optional<Webhook> change(UUID account, UUID id, WebhookChange change) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    Optional<Webhook> changed = find(handle, account, id).map(change);
                    changed.ifPresent(webhook -> update(handle, account, webhook));
                    return changed;
                });
    }

    @Override
    public boolean delete(UUID account, UUID id) {
        return database.transactFor(
                account,
                handle ->
                        handle.createUpdate(
                                                "DELETE FROM webhook WHERE account_id = :account AND id = :id")
                                        .bind("account", account)
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    @Override
    public Optional<Slice<WebhookDelivery>> deliveries(
            UUID account, UUID id, Optional<Position> after, int limit) {
        return database.transactFor(
                account,
                handle ->
                        find(handle, account, id)
                                .map(_ -> deliveries(handle, account, id, after, limit)));
    }

    @Override
    public Optional<UUID> ping(UUID account, UUID id) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    return hasten(handle, account, id).or(() -> newPing(handle, account, id));
                });
    }

    /// Ends what still waits.
    static void drop(Handle handle, UUID webhook) {
        handle.execute(
                """
                UPDATE webhook_delivery SET next_attempt_at = NULL
                WHERE webhook_id = ? AND next_attempt_at IS NOT NULL
                """,
                webhook);
    }

    /// Not at once: it may be being posted, which takes less than two minutes.
    private static Optional<UUID> hasten(Handle handle, UUID account, UUID id) {
        return handle.createQuery(
                        """
                        UPDATE webhook_delivery AS ping
                        SET next_attempt_at = least(next_attempt_at, now() + interval '2 minutes')
                        FROM webhook
                        WHERE webhook.id = webhook_id AND enabled AND ping.account_id = :account
                        AND webhook_id = :id AND event = 'ping' AND next_attempt_at IS NOT NULL
                        RETURNING ping.id
                        """)
                .bind("account", account)
                .bind("id", id)
                .mapTo(UUID.class)
                .findFirst();
    }

    private static Optional<UUID> newPing(Handle handle, UUID account, UUID id) {
        return handle.createQuery(
                        """
                        WITH told AS MATERIALIZED (
                            SELECT gen_random_uuid() AS delivery, id, account_id
                            FROM webhook
                            WHERE account_id = :account AND id = :id AND enabled)
                        INSERT INTO webhook_delivery
                            (id, webhook_id, account_id, event, body, next_attempt_at)
                        SELECT delivery, id, account_id, 'ping',
                            json_build_object('id', delivery, 'event', 'ping',
                                'createdAt', %s),
                            now()
                        FROM told
                        RETURNING id
                        """
                                .formatted(WebhookOutbox.iso("now()")))
                .bind("account", account)
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
    }

    private static Slice<WebhookDelivery> deliveries(
            Handle handle, UUID account, UUID id, Optional<Position> after, int limit) {
        return Slice.of(
                after(
                                handle,
                                """
                                SELECT * FROM webhook_delivery
                                WHERE account_id = :account AND webhook_id = :webhook
                                """,
                                after)
                        .bind("account", account)
                        .bind("webhook", id)
                        .bind("limit", limit + 1)
                        .map((row, _) -> delivery(row))
                        .list(),
                limit,
                WebhookDelivery::position);
    }

    /// @param select ends with a condition
    private static Query after(Handle handle, String select, Optional<Position> after) {
        String order = " ORDER BY created_at DESC, id DESC LIMIT :limit";
        return after.map(
                        position ->
                                handle.createQuery(
                                                select
                                                        + " AND (created_at, id) < (:at, :after)"
                                                        + order)
                                        .bind("at", Columns.time(position.at()))
                                        .bind("after", position.id()))
                .orElseGet(() -> handle.createQuery(select + order));
    }

    private static long count(Handle handle, UUID account) {
        return handle.createQuery("SELECT count(*) FROM webhook WHERE account_id = :account")
                .bind("account", account)
                .mapTo(Long.class)
                .one();
    }

    private static Webhook insert(
            Handle handle,
            UUID account,
            WebhookUrl url,
            Set<WebhookEvent> events,
            WebhookSecret secret) {
        return handle.createQuery(
                        """
                        INSERT INTO webhook (account_id, url, events, secret)
                        VALUES (:account, :url, :events, :secret)
                        RETURNING *
                        """)
                .bind("account", account)
                .bind("url", url.value())
                .bindArray("events", String.class, codes(events))
                .bind("secret", secret.value())
                .map((row, _) -> webhook(row))
                .one();
    }

    private static Optional<Webhook> find(Handle handle, UUID account, UUID id) {
        return handle.createQuery("SELECT * FROM webhook WHERE account_id = :account AND id = :id")
                .bind("account", account)
                .bind("id", id)
                .map((row, _) -> webhook(row))
                .findOne();
    }

    private static void update(Handle handle, UUID account, Webhook webhook) {
        handle.createUpdate(
                        """
                        UPDATE webhook SET url = :url, events = :events, enabled = :enabled,
                            failing_since = CASE WHEN enabled AND url = :url THEN failing_since END
                        WHERE account_id = :account AND id = :id
                        """)
                .bind("account", account)
                .bind("id", webhook.id())
                .bind("url", webhook.url().value())
                .bindArray("events", String.class, codes(webhook.events()))
                .bind("enabled", webhook.enabled())
                .execute();
        if (!webhook.enabled()) {
            drop(handle, webhook.id());
        }
    }

    private static List<String> codes(Set<WebhookEvent> events) {
        return events.stream().map(Code::code).sorted().toList();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        String[] events = (String[]) row.getArray("events").getArray();
        return new Webhook(
                row.getObject("id", UUID.class),
                new WebhookUrl(row.getString("url")),
                Arrays.stream(events)
                        .map(code -> Codes.read(WebhookEvent.class, code))
                        .collect(Collectors.toSet()),
                row.getBoolean("enabled"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static WebhookDelivery delivery(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getString("event"),
                row.getString("message"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                Columns.instant(row, "next_attempt_at"),
                Columns.instant(row, "delivered_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"));
    }
}
