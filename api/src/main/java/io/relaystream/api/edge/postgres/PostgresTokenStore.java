package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.NewToken;
import io.relaystream.api.account.OwnedToken;
import io.relaystream.api.account.Scope;
import io.relaystream.api.account.TokenName;
import io.relaystream.api.account.TokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `api_token`, for its owners.
public record PostgresTokenStore(Database database) implements TokenStore {

    @Override
    public Optional<OwnedToken> add(UUID account, ApiToken token, NewToken wanted, int limit) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    return handle.createQuery(
                                    """
                                    INSERT INTO api_token (account_id, token_hash, name, scopes, expires_at)
                                    SELECT :account, :hash, :name, :scopes, :until
                                    WHERE (SELECT count(*) FROM api_token WHERE account_id = :account) < :limit
                                    RETURNING *
                                    """)
                            .bind("account", account)
                            .bind("hash", token.hash())
                            .bind("name", wanted.name().text())
                            .bindArray(
                                    "scopes",
                                    String.class,
                                    wanted.scopes().stream().map(Scope::code).toList())
                            .bind("until", Columns.time(wanted.expiresAt()))
                            .bind("limit", limit)
                            .map((row, _) -> token(row))
                            .findOne();
                });
    }

    @Override
    public List<OwnedToken> list(UUID account) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM api_token WHERE account_id = :account
                                        ORDER BY created_at DESC, id
                                        """)
                                .bind("account", account)
                                .map((row, _) -> token(row))
                                .list());
    }

    @Override
    public boolean delete(UUID account, UUID id) {
        return database.transactFor(
                account,
                handle ->
                        handle.execute(
                                        "DELETE FROM api_token WHERE account_id = ? AND id = ?",
                                        account,
                                        id)
                                == 1);
    }

    private static OwnedToken token(ResultSet row) throws SQLException {
        return new OwnedToken(
                row.getObject("id", UUID.class),
                new TokenName(row.getString("name")),
                PostgresAccountStore.scopes(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "last_used_at"));
    }
}
