package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.identity.AddressChange.Result;
import io.relaystream.api.identity.OidcIdentity;
import io.relaystream.api.identity.Session;
import io.relaystream.api.identity.SignInStore;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The tables `login_link` and `session`. Who comes with a link is nobody yet, so all of it is seen
/// by the service only.
public record PostgresSignInStore(Database database) implements SignInStore {
    private static final List<String> UNIQUE = List.of("23505");

    @Override
    public void addLink(ApiToken link, EmailAddress email, Instant until) {
        database.transact(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO login_link (token_hash, purpose, email, expires_at)
                                        VALUES (:hash, 'sign_in', :email, :until)
                                        """)
                                .bind("hash", link.hash())
                                .bind("email", email.value())
                                .bind("until", Columns.time(until))
                                .execute());
    }

    @Override
    public Optional<UUID> signIn(ApiToken link, boolean signUp, ApiToken session, Instant until) {
        return database.transact(
                handle ->
                        useUp(handle, link, "sign_in")
                                .flatMap(email -> verify(handle, email, signUp))
                                .map(account -> begin(handle, account, session, until)));
    }

    @Override
    public Optional<Session> session(ApiToken session) {
        return database.transact(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT account.*, expires_at
                                        FROM session JOIN account ON account.id = account_id
                                        WHERE token_hash = :hash AND expires_at > now()
                                        """)
                                .bind("hash", session.hash())
                                .map((row, _) -> session(row))
                                .findOne());
    }

    @Override
    public void endSession(ApiToken session) {
        database.transact(
                handle ->
                        handle.execute("DELETE FROM session WHERE token_hash = ?", session.hash()));
    }

    @Override
    public void addChange(ApiToken link, UUID account, EmailAddress email, Instant until) {
        database.transact(
                handle ->
                        handle.execute(
                                """
                                INSERT INTO login_link (token_hash, purpose, email, account_id, expires_at)
                                VALUES (?, 'change_email', ?, ?, ?)
                                """,
                                link.hash(),
                                email.value(),
                                account,
                                Columns.time(until)));
    }

    @Override
    public Result change(ApiToken link) {
        try {
            return database.transact(
                    handle ->
                            useUp(handle, link, "change_email").isEmpty()
                                    ? Result.ENDED
                                    : changeAddress(handle, link));
        } catch (JdbiException e) {
            if (Database.hasState(e, UNIQUE)) {
                return Result.TAKEN;
            }
            throw e;
        }
    }

    @Override
    public Optional<Owner> owner(OidcIdentity identity, boolean signUp) {
        String subject = identity.subject();
        Optional<String> email = identity.email().map(EmailAddress::value);
        return database.transact(
                handle ->
                        owner(handle, subject)
                                .or(() -> email.flatMap(to -> bind(handle, subject, to, signUp))));
    }

    private static Result changeAddress(Handle handle, ApiToken link) {
        handle.execute(
                """
                UPDATE account SET email = login_link.email, verified = true
                FROM login_link WHERE token_hash = ? AND account.id = account_id
                """,
                link.hash());
        return Result.CHANGED;
    }

    /// @return the address that it was mailed to
    private static Optional<String> useUp(Handle handle, ApiToken link, String purpose) {
        return handle.createQuery(
                        """
                        UPDATE login_link SET used_at = now()
                        WHERE token_hash = :hash AND purpose = :purpose
                        AND used_at IS NULL AND expires_at > now()
                        RETURNING email
                        """)
                .bind("hash", link.hash())
                .bind("purpose", purpose)
                .mapTo(String.class)
                .findOne();
    }

    /// An account that is somebody else's at the provider stays theirs.
    private static Optional<Owner> bind(
            Handle handle, String subject, String email, boolean signUp) {
        return verify(handle, email, signUp)
                .flatMap(
                        account -> {
                            handle.execute(
                                    "UPDATE account SET oidc_subject = ? WHERE id = ? AND oidc_subject IS NULL",
                                    subject,
                                    account);
                            return owner(handle, subject);
                        });
    }

    private static Optional<Owner> owner(Handle handle, String subject) {
        return handle.createQuery("SELECT * FROM account WHERE oidc_subject = :subject")
                .bind("subject", subject)
                .map((row, _) -> owner(row))
                .findOne();
    }

    private static Optional<UUID> verify(Handle handle, String email, boolean signUp) {
        if (signUp) {
            handle.execute(
                    "INSERT INTO account (email, verified) VALUES (?, true) ON CONFLICT (email) DO NOTHING",
                    email);
        }
        handle.execute(
                "UPDATE account SET verified = true WHERE email = ? AND NOT verified", email);
        return account(handle, email);
    }

    private static Optional<UUID> account(Handle handle, String email) {
        return handle.createQuery("SELECT id FROM account WHERE email = :email")
                .bind("email", email)
                .mapTo(UUID.class)
                .findOne();
    }

    private static UUID begin(Handle handle, UUID account, ApiToken session, Instant until) {
        handle.execute(
                "INSERT INTO session (account_id, token_hash, expires_at) VALUES (?, ?, ?)",
                account,
                session.hash(),
                Columns.time(until));
        return account;
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                owner(row), row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static Owner owner(ResultSet row) throws SQLException {
        return new Owner(
                row.getObject("id", UUID.class),
                Codes.read(Plan.class, row.getString("plan")),
                row.getBoolean("active"),
                PostgresAccountStore.status(row).scopes(),
                null);
    }
}
