package io.relaystream.api.edge.postgres;

import io.relaystream.api.message.PastMail;
import io.relaystream.api.message.RedeliveryStore;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The table `message`, which the projector writes; only `redelivered_as` is written here.
public record PostgresRedeliveryStore(Database database) implements RedeliveryStore {

    @Override
    public Optional<PastMail> find(UUID account, String deliveryId) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT delivery_id, address, reply OR notice IS NOT NULL AS ours, outcome,
                                            reason, received_at, coalesce(accept_ms, 0) AS accept_ms,
                                            hold_dropped, redelivered_as
                                        FROM message
                                        JOIN account ON account.id = message.account_id
                                        LEFT JOIN alias ON alias.id = message.alias_id
                                            AND alias.account_id = message.account_id
                                        WHERE message.account_id = :account AND delivery_id = :id
                                        """)
                                .bind("account", account)
                                .bind("id", deliveryId)
                                .map((row, _) -> mail(row))
                                .findOne());
    }

    @Override
    public void redelivered(UUID account, String deliveryId, String as) {
        database.transactFor(
                account,
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE message SET redelivered_as = :as
                                        WHERE account_id = :account AND delivery_id = :id
                                        """)
                                .bind("as", as)
                                .bind("account", account)
                                .bind("id", deliveryId)
                                .execute());
    }

    private static PastMail mail(ResultSet row) throws SQLException {
        Instant receivedAt = row.getObject("received_at", OffsetDateTime.class).toInstant();
        return new PastMail(
                row.getString("delivery_id"),
                Optional.ofNullable(row.getString("address")).map(EmailAddress::new).orElse(null),
                !row.getBoolean("ours"),
                Optional.ofNullable(row.getString("outcome"))
                        .map(outcome -> Codes.read(Outcome.class, outcome))
                        .orElse(null),
                row.getString("reason"),
                receivedAt,
                receivedAt.plusMillis(row.getLong("accept_ms")),
                row.getBoolean("hold_dropped"),
                row.getString("redelivered_as"));
    }
}
