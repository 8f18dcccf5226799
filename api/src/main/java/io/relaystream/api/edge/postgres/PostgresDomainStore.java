package io.relaystream.api.edge.postgres;

import io.relaystream.api.domain.DomainPage;
import io.relaystream.api.domain.DomainRefusal;
import io.relaystream.api.domain.DomainResult;
import io.relaystream.api.domain.DomainStore;
import io.relaystream.api.domain.OwnedDomain;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `domain`. A subdomain's row stays for ever, so that its key is never issued again.
public record PostgresDomainStore(Database database) implements DomainStore {

    @Override
    public DomainResult claim(UUID account, String host) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    return hasSubdomain(handle, account)
                            ? new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED)
                            : insert(handle, account, host)
                                    .<DomainResult>map(DomainResult.Claimed::new)
                                    .orElseGet(
                                            () ->
                                                    new DomainResult.Refused(
                                                            DomainRefusal.HOST_UNAVAILABLE));
                });
    }

    @Override
    public DomainPage list(UUID account, String after, int limit) {
        return database.transactFor(
                account,
                handle ->
                        DomainPage.of(
                                handle.createQuery(
                                                """
                                                SELECT * FROM domain
                                                WHERE account_id = :account AND host > :after
                                                ORDER BY host LIMIT :limit
                                                """)
                                        .bind("account", account)
                                        .bind("after", after)
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> domain(row))
                                        .list(),
                                limit));
    }

    @Override
    public Optional<OwnedDomain> setCatchAll(UUID account, String host, boolean catchAll) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(
                                        """
                                        UPDATE domain SET catch_all = :catchAll
                                        WHERE account_id = :account AND host = :host
                                        RETURNING *
                                        """)
                                .bind("catchAll", catchAll)
                                .bind("account", account)
                                .bind("host", host)
                                .map((row, _) -> domain(row))
                                .findOne());
    }

    private static boolean hasSubdomain(Handle handle, UUID account) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM domain WHERE account_id = :account AND kind = 'subdomain')
                        """)
                .bind("account", account)
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<OwnedDomain> insert(Handle handle, UUID account, String host) {
        return handle.createQuery(
                        """
                        INSERT INTO domain (host, account_id, kind, verified)
                        VALUES (:host, :account, 'subdomain', true)
                        ON CONFLICT (host) DO NOTHING
                        RETURNING *
                        """)
                .bind("host", host)
                .bind("account", account)
                .map((row, _) -> domain(row))
                .findOne();
    }

    private static OwnedDomain domain(ResultSet row) throws SQLException {
        return new OwnedDomain(
                new Domain(
                        row.getString("host"),
                        row.getString("account_id"),
                        Codes.read(DomainKind.class, row.getString("kind")),
                        row.getBoolean("verified"),
                        row.getBoolean("catch_all")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
