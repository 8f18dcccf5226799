package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tables `account` and `api_token`.
public record PostgresAccountStore(Database database) implements AccountStore {

    @Override
    public Optional<UUID> add(EmailAddress email, Plan plan, ApiToken token, Set<Scope> scopes) {
        return database.transact(
                handle -> {
                    Optional<UUID> id = insert(handle, email, plan);
                    id.ifPresent(account -> insert(handle, account, token, scopes));
                    return id;
                });
    }

    @Override
    public Optional<Owner> owner(ApiToken token) {
        return database.transact(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH used AS (
                                            UPDATE api_token SET last_used_at = now()
                                            WHERE token_hash = :hash
                                            AND (expires_at IS NULL OR expires_at > now())
                                            AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
                                        SELECT account.id, plan, active, scopes
                                        FROM api_token JOIN account ON account.id = account_id
                                        WHERE token_hash = :hash
                                        AND (expires_at IS NULL OR expires_at > now())
                                        """)
                                .bind("hash", token.hash())
                                .map((row, _) -> owner(row))
                                .findOne());
    }

    private static Optional<UUID> insert(Handle handle, EmailAddress email, Plan plan) {
        return handle.createQuery(
                        """
                        INSERT INTO account (email, verified, plan) VALUES (:email, true, :plan)
                        ON CONFLICT (email) DO NOTHING
                        RETURNING id
                        """)
                .bind("email", email.value())
                .bind("plan", plan.code())
                .mapTo(UUID.class)
                .findOne();
    }

    private static void insert(Handle handle, UUID account, ApiToken token, Set<Scope> scopes) {
        handle.createUpdate(
                        """
                        INSERT INTO api_token (account_id, token_hash, scopes)
                        VALUES (:account, :hash, string_to_array(:scopes, ','))
                        """)
                .bind("account", account)
                .bind("hash", token.hash())
                .bind("scopes", scopes.stream().map(Scope::code).collect(Collectors.joining(",")))
                .execute();
    }

    private static Owner owner(ResultSet row) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new Owner(
                row.getObject("id", UUID.class),
                Codes.read(Plan.class, row.getString("plan")),
                row.getBoolean("active"),
                Arrays.stream(scopes)
                        .map(code -> Codes.read(Scope.class, code))
                        .collect(Collectors.toSet()));
    }
}
