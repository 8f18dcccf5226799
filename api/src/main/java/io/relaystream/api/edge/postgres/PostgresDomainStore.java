package io.relaystream.api.edge.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.api.domain.DomainCheck;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables `domain` and `domain_claim`. A subdomain's row stays for ever, so that its key is
/// never issued again.
public record PostgresDomainStore(Database database) implements DomainStore {
    private static final JsonMapper JSON = new JsonMapper();

    /// What is only claimed is as a row of `domain` would be.
    private static final String SELECT =
            """
            SELECT host, coalesce(domain.account_id, claim.account_id) AS account_id,
                coalesce(kind, 'own') AS kind, coalesce(verified, false) AS verified,
                coalesce(domain.catch_all, claim.catch_all) AS catch_all,
                coalesce(claim.created_at, domain.created_at) AS created_at, checked_at, checks
            FROM (SELECT * FROM domain WHERE account_id = :account) AS domain
                FULL JOIN (SELECT * FROM domain_claim WHERE account_id = :account) AS claim
                USING (host)
            """;

    @Override
    public DomainResult claim(UUID account, String host) {
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    if (hasSubdomain(handle, account)) {
                        return new DomainResult.Refused(DomainRefusal.ALREADY_CLAIMED);
                    }
                    return insert(handle, account, host, DomainKind.SUBDOMAIN, true)
                            ? claimed(handle, account, host)
                            : new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE);
                });
    }

    @Override
    public DomainResult claimOwn(UUID account, String host, int limit) {
        if (isAnothers(account, host)) {
            return new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE);
        }
        return database.transactFor(
                account,
                handle -> {
                    PostgresAccountStore.lock(handle, account);
                    if (others(handle, account, host) >= limit) {
                        return new DomainResult.Refused(DomainRefusal.LIMIT_REACHED);
                    }
                    handle.execute(
                            "INSERT INTO domain_claim (account_id, host) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            account,
                            host);
                    return claimed(handle, account, host);
                });
    }

    @Override
    public Optional<OwnedDomain> find(UUID account, String host) {
        return database.transactFor(account, handle -> find(handle, account, host));
    }

    @Override
    public Optional<DomainResult> noteChecks(
            UUID account, String host, List<DomainCheck> checks, boolean proven) {
        return database.transactFor(
                account,
                handle -> {
                    Optional<OwnedDomain> before = find(handle, account, host);
                    if (before.isEmpty()) {
                        return Optional.empty();
                    }
                    note(handle, account, host, checks);
                    Domain domain = before.get().domain();
                    return Optional.of(
                            proven && !domain.verified() && !prove(handle, account, domain)
                                    ? new DomainResult.Refused(DomainRefusal.HOST_UNAVAILABLE)
                                    : claimed(handle, account, host));
                });
    }

    @Override
    public boolean deleteOwn(UUID account, String host) {
        return database.transactFor(
                account,
                handle ->
                        handle.execute(
                                                "DELETE FROM domain_claim WHERE account_id = ? AND host = ?",
                                                account,
                                                host)
                                        + handle.execute(
                                                "DELETE FROM domain WHERE account_id = ? AND host = ? AND kind = 'own'",
                                                account,
                                                host)
                                > 0);
    }

    @Override
    public DomainPage list(UUID account, String after, int limit) {
        return database.transactFor(
                account,
                handle ->
                        DomainPage.of(
                                handle.createQuery(
                                                SELECT
                                                        + """
                                                        WHERE host COLLATE "C" > :after
                                                        ORDER BY host COLLATE "C" LIMIT :limit
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
                handle -> {
                    for (String table : List.of("domain", "domain_claim")) {
                        handle.createUpdate(
                                        """
                                        UPDATE %s SET catch_all = :catchAll
                                        WHERE account_id = :account AND host = :host
                                        """
                                                .formatted(table))
                                .bind("catchAll", catchAll)
                                .bind("account", account)
                                .bind("host", host)
                                .execute();
                    }
                    return find(handle, account, host);
                });
    }

    private boolean isAnothers(UUID account, String host) {
        return database.transact(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM domain WHERE host = :host
                                        AND account_id IS DISTINCT FROM :account)
                                        """)
                                .bind("host", host)
                                .bind("account", account)
                                .mapTo(Boolean.class)
                                .one());
    }

    /// @return whether the domain is the account's
    private static boolean prove(Handle handle, UUID account, Domain domain) {
        return handle.execute(
                                "UPDATE domain SET verified = true WHERE account_id = ? AND host = ?",
                                account,
                                domain.host())
                        > 0
                || insert(handle, account, domain.host(), DomainKind.OWN, domain.catchAll());
    }

    private static void note(Handle handle, UUID account, String host, List<DomainCheck> checks) {
        handle.createUpdate(
                        """
                        INSERT INTO domain_claim (account_id, host, checked_at, checks)
                        VALUES (:account, :host, now(), :checks::jsonb)
                        ON CONFLICT (account_id, host)
                        DO UPDATE SET checked_at = now(), checks = :checks::jsonb
                        """)
                .bind("account", account)
                .bind("host", host)
                .bind("checks", write(checks))
                .execute();
    }

    private static int others(Handle handle, UUID account, String host) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM domain_claim
                        WHERE account_id = :account AND host <> :host
                        """)
                .bind("account", account)
                .bind("host", host)
                .mapTo(Integer.class)
                .one();
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

    /// @return whether nobody has it, or had it
    private static boolean insert(
            Handle handle, UUID account, String host, DomainKind kind, boolean catchAll) {
        return handle.createUpdate(
                                """
                                INSERT INTO domain (host, account_id, kind, verified, catch_all)
                                VALUES (:host, :account, :kind, true, :catchAll)
                                ON CONFLICT (host) DO NOTHING
                                """)
                        .bind("host", host)
                        .bind("account", account)
                        .bind("kind", kind.code())
                        .bind("catchAll", catchAll)
                        .execute()
                == 1;
    }

    private static DomainResult claimed(Handle handle, UUID account, String host) {
        return new DomainResult.Claimed(find(handle, account, host).orElseThrow());
    }

    private static Optional<OwnedDomain> find(Handle handle, UUID account, String host) {
        return handle.createQuery(SELECT + "WHERE host = :host")
                .bind("account", account)
                .bind("host", host)
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
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Columns.instant(row, "checked_at"),
                read(row.getString("checks")));
    }

    private static String write(List<DomainCheck> checks) {
        try {
            return JSON.writeValueAsString(checks);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Checks must be writable as JSON", e);
        }
    }

    private static List<DomainCheck> read(@Nullable String checks) {
        try {
            return checks == null
                    ? List.of()
                    : JSON.readValue(checks, new TypeReference<List<DomainCheck>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column checks must hold what was written", e);
        }
    }
}
