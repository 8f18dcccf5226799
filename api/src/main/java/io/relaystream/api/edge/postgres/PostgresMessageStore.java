package io.relaystream.api.edge.postgres;

import io.relaystream.api.message.MessageFilter;
import io.relaystream.api.message.MessagePage;
import io.relaystream.api.message.MessagePosition;
import io.relaystream.api.message.MessageStore;
import io.relaystream.api.message.OwnedMessage;
import io.relaystream.api.message.Timings;
import io.relaystream.api.message.Verdicts;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.log.MailState;
import io.relaystream.core.mail.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table `message`, which the projector fills.
public record PostgresMessageStore(Database database) implements MessageStore {
    private static final String SELECT =
            """
            SELECT delivery_id, alias_id, address, sender, notice, reply, state, outcome, reason, rule,
                received_at, finished_at, attempts, next_attempt_at, maybe_duplicate,
                trackers_removed, size_bytes, accept_ms, held_ms, decide_ms, deliver_ms, fetch_ms,
                rewrite_ms, send_ms, spam, virus, spf, dkim, dmarc, redelivered_as, hold_dropped
            FROM message
            JOIN account ON account.id = :account
            LEFT JOIN alias ON alias.id = alias_id AND alias.account_id = :account
            WHERE message.account_id = :account
            """;

    @Override
    public List<OwnedMessage> find(UUID account, List<String> deliveryIds) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(SELECT + "AND delivery_id = ANY(:ids)")
                                .bind("account", account)
                                .bindArray("ids", String.class, deliveryIds)
                                .map((row, _) -> message(row))
                                .list());
    }

    @Override
    public MessagePage newest(
            UUID account, MessageFilter filter, Optional<MessagePosition> after, int limit) {
        Map<String, Object> values = new LinkedHashMap<>();
        String conditions = conditions(filter, after, values);
        return MessagePage.of(
                database.transactFor(
                        account,
                        handle ->
                                handle.createQuery(
                                                SELECT
                                                        + conditions
                                                        + "ORDER BY received_at DESC, delivery_id DESC LIMIT :limit")
                                        .bind("account", account)
                                        .bindMap(values)
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> message(row))
                                        .list()),
                limit);
    }

    /// @param values gets what the conditions speak of
    private static String conditions(
            MessageFilter filter, Optional<MessagePosition> after, Map<String, Object> values) {
        StringBuilder conditions = new StringBuilder();
        if (filter.alias() != null) {
            conditions.append("AND alias_id = :alias\n");
            values.put("alias", filter.alias());
        }
        if (filter.outcome() != null) {
            conditions.append("AND outcome = :outcome\n");
            values.put("outcome", filter.outcome().code());
        }
        if (filter.reason() != null) {
            conditions.append("AND reason = :reason\n");
            values.put("reason", filter.reason());
        }
        if (filter.state() != null) {
            conditions.append("AND state = :state\n");
            values.put("state", filter.state().code());
        }
        if (filter.from() != null) {
            conditions.append("AND received_at >= :from\n");
            values.put("from", filter.from().atOffset(ZoneOffset.UTC));
        }
        if (filter.to() != null) {
            conditions.append("AND received_at < :to\n");
            values.put("to", filter.to().atOffset(ZoneOffset.UTC));
        }
        after.ifPresent(
                position -> {
                    conditions.append("AND (received_at, delivery_id) < (:receivedAt, :id)\n");
                    values.put("receivedAt", position.receivedAt().atOffset(ZoneOffset.UTC));
                    values.put("id", position.deliveryId());
                });
        return conditions.toString();
    }

    private static OwnedMessage message(ResultSet row) throws SQLException {
        @Nullable String outcome = row.getString("outcome");
        return new OwnedMessage(
                row.getString("delivery_id"),
                row.getObject("alias_id", UUID.class),
                address(row, "address"),
                address(row, "sender"),
                Columns.kind(row),
                Codes.read(MailState.class, row.getString("state")),
                outcome == null ? null : Codes.read(Outcome.class, outcome),
                row.getString("reason"),
                row.getString("rule"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Columns.instant(row, "finished_at"),
                row.getInt("attempts"),
                Columns.instant(row, "next_attempt_at"),
                row.getBoolean("maybe_duplicate"),
                row.getLong("trackers_removed"),
                row.getObject("size_bytes", Long.class),
                outcome == null ? null : timings(row),
                outcome == null ? null : verdicts(row),
                row.getString("redelivered_as"),
                row.getBoolean("hold_dropped"));
    }

    private static @Nullable EmailAddress address(ResultSet row, String column)
            throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? null : new EmailAddress(text);
    }

    private static Timings timings(ResultSet row) throws SQLException {
        return new Timings(
                row.getLong("accept_ms"),
                row.getLong("held_ms"),
                row.getLong("decide_ms"),
                row.getLong("deliver_ms"),
                row.getLong("fetch_ms"),
                row.getLong("rewrite_ms"),
                row.getLong("send_ms"));
    }

    private static Verdicts verdicts(ResultSet row) throws SQLException {
        return new Verdicts(
                verdict(row, "spam"),
                verdict(row, "virus"),
                verdict(row, "spf"),
                verdict(row, "dkim"),
                verdict(row, "dmarc"));
    }

    private static Verdict verdict(ResultSet row, String column) throws SQLException {
        return Codes.read(Verdict.class, row.getString(column));
    }
}
