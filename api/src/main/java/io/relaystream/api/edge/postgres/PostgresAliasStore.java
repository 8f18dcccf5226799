package io.relaystream.api.edge.postgres;

import io.relaystream.api.alias.AliasPage;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.AliasStore;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The table `alias` and, to be read, `alias_stats`. Triggers see to it that no address is issued
/// twice.
public record PostgresAliasStore(Database database) implements AliasStore {
    private static final String SELECT =
            """
            SELECT id, alias.account_id, address, kind, enabled, blocking, label, expires_at,
                blocked_senders, banner, created_at, updated_at,
                forwarded, blocked, replied, trackers_removed, complaints, last_used_at
            FROM alias LEFT JOIN alias_stats ON alias_id = id
            WHERE alias.account_id = :account
            """;
    private static final List<String> UNIQUE_VIOLATION = List.of("23505");

    @Override
    public Addition add(
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings,
            int limit) {
        try {
            return database.transactFor(
                    account,
                    handle ->
                            count(handle, account) >= limit
                                    ? new Addition.OverLimit()
                                    : new Addition.Added(
                                            insert(
                                                    handle,
                                                    account,
                                                    address,
                                                    addressHash,
                                                    kind,
                                                    settings)));
        } catch (JdbiException e) {
            if (Database.hasState(e, UNIQUE_VIOLATION)) {
                return new Addition.AddressUnavailable();
            }
            throw e;
        }
    }

    @Override
    public Optional<OwnedAlias> find(UUID account, UUID id) {
        return database.transactFor(account, handle -> find(handle, account, id, ""));
    }

    @Override
    public AliasPage newest(UUID account, int limit) {
        return page(
                account,
                limit,
                handle ->
                        handle.createQuery(
                                        SELECT + "ORDER BY created_at DESC, id DESC LIMIT :limit")
                                .bind("account", account));
    }

    @Override
    public AliasPage newestAfter(UUID account, AliasPosition after, int limit) {
        return page(
                account,
                limit,
                handle ->
                        handle.createQuery(
                                        SELECT
                                                + """
                                                AND (created_at, id) < (:createdAt, :id)
                                                ORDER BY created_at DESC, id DESC LIMIT :limit
                                                """)
                                .bind("account", account)
                                .bind("createdAt", after.createdAt().atOffset(ZoneOffset.UTC))
                                .bind("id", after.id()));
    }

    @Override
    public Optional<OwnedAlias> change(UUID account, UUID id, UnaryOperator<AliasSettings> change) {
        return database.transactFor(
                account,
                handle -> {
                    find(handle, account, id, "FOR UPDATE OF alias")
                            .ifPresent(
                                    alias -> update(handle, alias, change.apply(alias.settings())));
                    return find(handle, account, id, "");
                });
    }

    @Override
    public boolean delete(UUID account, UUID id) {
        return database.transactFor(
                account,
                handle ->
                        handle.createUpdate(
                                                "DELETE FROM alias WHERE account_id = :account AND id = :id")
                                        .bind("account", account)
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    @Override
    public Optional<EmailAddress> address(UUID id) {
        return database.transact(handle -> address(handle, id));
    }

    @Override
    public Optional<EmailAddress> switchOff(UUID id) {
        return database.transact(
                handle -> {
                    handle.createUpdate(
                                    "UPDATE alias SET enabled = false WHERE id = :id AND enabled")
                            .bind("id", id)
                            .execute();
                    return address(handle, id);
                });
    }

    @Override
    public boolean ownsDomain(UUID account, String host) {
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM domain
                                        WHERE host = :host AND account_id = :account
                                        AND (verified OR kind = 'subdomain'))
                                        """)
                                .bind("host", host)
                                .bind("account", account)
                                .mapTo(Boolean.class)
                                .one());
    }

    private static Optional<EmailAddress> address(Handle handle, UUID id) {
        return handle.createQuery("SELECT address FROM alias WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(EmailAddress::new);
    }

    /// Locks the account first, so that two requests at once cannot both be the last one.
    private static long count(Handle handle, UUID account) {
        PostgresAccountStore.lock(handle, account);
        return handle.createQuery("SELECT count(*) FROM alias WHERE account_id = :account")
                .bind("account", account)
                .mapTo(Long.class)
                .one();
    }

    private static OwnedAlias insert(
            Handle handle,
            UUID account,
            EmailAddress address,
            String addressHash,
            AliasKind kind,
            AliasSettings settings) {
        UUID id =
                settings(
                                handle.createQuery(
                                                """
                                                INSERT INTO alias (account_id, address, address_hash, kind,
                                                    enabled, blocking, label, expires_at, blocked_senders, banner)
                                                VALUES (:account, :address, :hash, :kind,
                                                    :enabled, :blocking, :label, :expiresAt, :blockedSenders, :banner)
                                                RETURNING id
                                                """)
                                        .bind("account", account)
                                        .bind("address", address.value())
                                        .bind("hash", addressHash)
                                        .bind("kind", kind.code()),
                                settings)
                        .mapTo(UUID.class)
                        .one();
        return find(handle, account, id, "").orElseThrow();
    }

    private static void update(Handle handle, OwnedAlias alias, AliasSettings settings) {
        if (settings.equals(alias.settings())) {
            return;
        }
        settings(
                        handle.createUpdate(
                                        """
                                        UPDATE alias SET enabled = :enabled, blocking = :blocking, label = :label,
                                            expires_at = :expiresAt, blocked_senders = :blockedSenders, banner = :banner
                                        WHERE id = :id
                                        """)
                                .bind("id", alias.id()),
                        settings)
                .execute();
    }

    private static <S extends SqlStatement<S>> S settings(S statement, AliasSettings settings) {
        Label label = settings.label();
        return statement
                .bind("enabled", settings.enabled())
                .bind("blocking", settings.blocking().code())
                .bind("label", label.isNone() ? null : label.text())
                .bind("expiresAt", Columns.time(settings.expiry().at()))
                .bindArray("blockedSenders", String.class, settings.blockedSenders().values())
                .bind("banner", settings.banner());
    }

    private static Optional<OwnedAlias> find(Handle handle, UUID account, UUID id, String locking) {
        return handle.createQuery(SELECT + "AND id = :id " + locking)
                .bind("account", account)
                .bind("id", id)
                .map((row, _) -> alias(row))
                .findOne();
    }

    private AliasPage page(UUID account, int limit, Database.Work<Query> query) {
        return AliasPage.of(
                database.transactFor(
                        account,
                        handle ->
                                query.on(handle)
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> alias(row))
                                        .list()),
                limit);
    }

    private static OwnedAlias alias(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new OwnedAlias(
                id,
                new EmailAddress(row.getString("address")),
                Codes.read(AliasKind.class, row.getString("kind")),
                settings(row),
                Columns.stats(row, row.getObject("account_id", UUID.class), id),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static AliasSettings settings(ResultSet row) throws SQLException {
        @Nullable String label = row.getString("label");
        return new AliasSettings(
                row.getBoolean("enabled"),
                Codes.read(Blocking.class, row.getString("blocking")),
                label == null ? Label.NONE : new Label(label),
                new Expiry(Columns.instant(row, "expires_at")),
                Columns.blockedSenders(row),
                row.getBoolean("banner"));
    }
}
