package io.relaystream.api.edge.postgres;

import io.relaystream.api.repeat.GivenAnswer;
import io.relaystream.api.repeat.RepeatStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `idempotency_key`.
public record PostgresRepeatStore(Database database) implements RepeatStore {

    @Override
    public Beginning begin(UUID account, String key, String requestHash) {
        database.transact(
                handle ->
                        handle.execute(
                                "DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'"));
        return database.transactFor(
                account,
                handle ->
                        isFirst(handle, account, key, requestHash)
                                ? new Beginning.First()
                                : handle.createQuery(
                                                """
                                                SELECT * FROM idempotency_key
                                                WHERE account_id = :account AND key = :key
                                                """)
                                        .bind("account", account)
                                        .bind("key", key)
                                        .map((row, _) -> beginning(row, requestHash))
                                        .findOne()
                                        // It was forgotten just now.
                                        .orElseGet(Beginning.UnderWay::new));
    }

    @Override
    public void finish(UUID account, String key, GivenAnswer answer) {
        database.transactFor(
                account,
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE idempotency_key SET status = :status, answer = :answer,
                                            location = :location
                                        WHERE account_id = :account AND key = :key
                                        """)
                                .bind("account", account)
                                .bind("key", key)
                                .bind("status", answer.status())
                                .bind("answer", answer.body())
                                .bind("location", answer.location())
                                .execute());
    }

    @Override
    public void forget(UUID account, String key) {
        database.transactFor(
                account,
                handle ->
                        handle.execute(
                                "DELETE FROM idempotency_key WHERE account_id = ? AND key = ?",
                                account,
                                key));
    }

    private static boolean isFirst(Handle handle, UUID account, String key, String requestHash) {
        return handle.createUpdate(
                                """
                                INSERT INTO idempotency_key (account_id, key, request_hash)
                                VALUES (:account, :key, :hash)
                                ON CONFLICT (account_id, key) DO UPDATE SET created_at = now()
                                WHERE idempotency_key.request_hash = :hash
                                AND idempotency_key.status IS NULL
                                AND idempotency_key.created_at < now() - interval '1 minute'
                                """)
                        .bind("account", account)
                        .bind("key", key)
                        .bind("hash", requestHash)
                        .execute()
                == 1;
    }

    private static Beginning beginning(ResultSet row, String requestHash) throws SQLException {
        if (!row.getString("request_hash").equals(requestHash)) {
            return new Beginning.Another();
        }
        int status = row.getInt("status");
        return row.wasNull()
                ? new Beginning.UnderWay()
                : new Beginning.Answered(
                        new GivenAnswer(
                                status, row.getString("answer"), row.getString("location")));
    }
}
