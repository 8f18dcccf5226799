package io.relaystream.api.edge.postgres;

import io.relaystream.api.alias.AliasEdit;
import io.relaystream.api.alias.AliasFilter;
import io.relaystream.api.alias.AliasOrder;
import io.relaystream.api.alias.AliasPage;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasSettings;
import io.relaystream.api.alias.AliasSort;
import io.relaystream.api.alias.AliasStore;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
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
            SELECT id, alias.account_id, address, kind, enabled, blocking, label, note, used_on,
                expires_at, blocked_senders, banner, created_at, updated_at,
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
            Limits limits) {
        try {
            return database.transactFor(
                    account,
                    handle -> {
                        // Two requests at once cannot both be the last one.
                        PostgresAccountStore.lock(handle, account);
                        if (count(handle, account, limits.total()) >= limits.total()) {
                            return new Addition.OverLimit();
                        }
                        if (madeToday(handle, account) >= limits.perDay()) {
                            return new Addition.OverDailyLimit();
                        }
                        countToday(handle, account);
                        return new Addition.Added(
                                insert(handle, account, address, addressHash, kind, settings));
                    });
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
    public AliasPage list(UUID account, AliasFilter filter, AliasOrder order, int limit) {
        return page(account, filter, order, Optional.empty(), limit);
    }

    @Override
    public AliasPage listAfter(UUID account, AliasFilter filter, AliasPosition after, int limit) {
        return page(account, filter, after.order(), Optional.of(after), limit);
    }

    @Override
    public AliasEdit change(
            UUID account,
            UUID id,
            Predicate<OwnedAlias> asSeen,
            UnaryOperator<AliasSettings> change) {
        return edit(
                account,
                id,
                asSeen,
                (handle, alias) -> {
                    update(handle, alias, change.apply(alias.settings()));
                    return find(handle, account, id, "").orElseThrow();
                });
    }

    @Override
    public AliasEdit delete(UUID account, UUID id, Predicate<OwnedAlias> asSeen) {
        return edit(
                account,
                id,
                asSeen,
                (handle, alias) -> {
                    handle.execute(
                            "DELETE FROM alias WHERE account_id = ? AND id = ?", account, id);
                    return alias;
                });
    }

    @Override
    public Set<UUID> switchAll(UUID account, Set<UUID> ids, boolean enabled) {
        return database.transactFor(
                account,
                handle -> {
                    Set<UUID> found = lock(handle, account, ids);
                    handle.createUpdate(
                                    """
                                    UPDATE alias SET enabled = :enabled
                                    WHERE account_id = :account AND id = ANY (:ids)
                                    AND enabled <> :enabled
                                    """)
                            .bind("enabled", enabled)
                            .bind("account", account)
                            .bindArray("ids", UUID.class, List.copyOf(found))
                            .execute();
                    return found;
                });
    }

    @Override
    public Set<UUID> deleteAll(UUID account, Set<UUID> ids) {
        return database.transactFor(
                account,
                handle -> {
                    Set<UUID> found = lock(handle, account, ids);
                    handle.createUpdate(
                                    "DELETE FROM alias WHERE account_id = :account AND id = ANY (:ids)")
                            .bind("account", account)
                            .bindArray("ids", UUID.class, List.copyOf(found))
                            .execute();
                    return found;
                });
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

    private AliasEdit edit(
            UUID account,
            UUID id,
            Predicate<OwnedAlias> asSeen,
            BiFunction<Handle, OwnedAlias, OwnedAlias> edit) {
        return database.transactFor(
                account,
                handle -> {
                    Optional<OwnedAlias> alias = find(handle, account, id, "FOR UPDATE OF alias");
                    if (alias.isEmpty()) {
                        return new AliasEdit.Absent();
                    }
                    return asSeen.test(alias.get())
                            ? new AliasEdit.Done(edit.apply(handle, alias.get()))
                            : new AliasEdit.Unmatched();
                });
    }

    /// In one order, so that two requests cannot wait for each other.
    private static Set<UUID> lock(Handle handle, UUID account, Set<UUID> ids) {
        return handle.createQuery(
                        """
                        SELECT id FROM alias WHERE account_id = :account AND id = ANY (:ids)
                        ORDER BY id FOR UPDATE
                        """)
                .bind("account", account)
                .bindArray("ids", UUID.class, List.copyOf(ids))
                .mapTo(UUID.class)
                .set();
    }

    /// @param atMost nobody needs to know of more
    private static long count(Handle handle, UUID account, int atMost) {
        return atMost == Integer.MAX_VALUE
                ? 0
                : handle.createQuery("SELECT count(*) FROM alias WHERE account_id = :account")
                        .bind("account", account)
                        .mapTo(Long.class)
                        .one();
    }

    private static int madeToday(Handle handle, UUID account) {
        return handle.createQuery(
                        """
                        SELECT aliases_made FROM account_day
                        WHERE account_id = :account AND day = (now() AT TIME ZONE 'UTC')::date
                        """)
                .bind("account", account)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /// Counts one more, and forgets other days.
    private static void countToday(Handle handle, UUID account) {
        handle.execute(
                "DELETE FROM account_day WHERE account_id = ? AND day < (now() AT TIME ZONE 'UTC')::date",
                account);
        handle.execute(
                """
                INSERT INTO account_day (account_id, day, aliases_made)
                VALUES (?, (now() AT TIME ZONE 'UTC')::date, 1)
                ON CONFLICT (account_id, day)
                DO UPDATE SET aliases_made = account_day.aliases_made + 1
                """,
                account);
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
                                                    enabled, blocking, label, note, used_on, expires_at,
                                                    blocked_senders, banner)
                                                VALUES (:account, :address, :hash, :kind,
                                                    :enabled, :blocking, :label, :note, :usedOn, :expiresAt,
                                                    :blockedSenders, :banner)
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
                                            note = :note, used_on = :usedOn, expires_at = :expiresAt, blocked_senders = :blockedSenders, banner = :banner
                                        WHERE id = :id
                                        """)
                                .bind("id", alias.id()),
                        settings)
                .execute();
    }

    private static <S extends SqlStatement<S>> S settings(S statement, AliasSettings settings) {
        Remarks remarks = settings.remarks();
        return statement
                .bind("enabled", settings.enabled())
                .bind("blocking", settings.blocking().code())
                .bind("label", nullable(remarks.label().text()))
                .bind("note", nullable(remarks.note().text()))
                .bind("usedOn", nullable(remarks.usedOn().text()))
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

    private AliasPage page(
            UUID account,
            AliasFilter filter,
            AliasOrder order,
            Optional<AliasPosition> after,
            int limit) {
        String column = column(order.by());
        String direction = order.descending() ? "DESC" : "ASC";
        StringBuilder sql = new StringBuilder(SELECT);
        filter.enabled().ifPresent(_ -> sql.append("AND enabled = :enabled "));
        filter.domain().ifPresent(_ -> sql.append("AND split_part(address, '@', 2) = :domain "));
        filter.label().ifPresent(_ -> sql.append("AND coalesce(label, '') = :label "));
        filter.text()
                .ifPresent(
                        _ ->
                                sql.append(
                                        """
                                        AND (address ILIKE :text OR label ILIKE :text
                                            OR note ILIKE :text OR used_on ILIKE :text)
                                        """));
        after.ifPresent(
                _ ->
                        sql.append(
                                "AND (%s, id) %s (:key, :id) "
                                        .formatted(column, order.descending() ? "<" : ">")));
        sql.append("ORDER BY %s %s, id %s LIMIT :limit".formatted(column, direction, direction));
        return AliasPage.of(
                database.transactFor(
                        account,
                        handle -> {
                            Query query =
                                    handle.createQuery(sql)
                                            .bind("account", account)
                                            .bind("limit", limit + 1);
                            filter.enabled().ifPresent(value -> query.bind("enabled", value));
                            filter.domain().ifPresent(value -> query.bind("domain", value));
                            filter.label().ifPresent(value -> query.bind("label", value.text()));
                            filter.text().ifPresent(value -> query.bind("text", pattern(value)));
                            after.ifPresent(
                                    position ->
                                            query.bind("key", key(position))
                                                    .bind("id", position.id()));
                            return query.map((row, _) -> alias(row)).list();
                        }),
                order,
                limit);
    }

    private static String column(AliasSort sort) {
        return switch (sort) {
            case CREATED_AT -> "created_at";
            case ADDRESS -> "address COLLATE \"C\"";
            case LAST_USED_AT -> "coalesce(last_used_at, 'epoch')";
            case FORWARDED -> "coalesce(forwarded, 0)";
            case BLOCKED -> "coalesce(blocked, 0)";
        };
    }

    /// As the column has it.
    private static Object key(AliasPosition position) {
        String key = position.key();
        return switch (position.order().by()) {
            case CREATED_AT, LAST_USED_AT -> Instant.parse(key).atOffset(ZoneOffset.UTC);
            case ADDRESS -> key;
            case FORWARDED, BLOCKED -> Long.valueOf(key);
        };
    }

    /// Finds the text wherever it stands, each of its characters as it is.
    private static String pattern(String text) {
        return "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    private static @Nullable String nullable(String text) {
        return text.isEmpty() ? null : text;
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
        return new AliasSettings(
                row.getBoolean("enabled"),
                Codes.read(Blocking.class, row.getString("blocking")),
                new Remarks(
                        new Label(text(row, "label")),
                        new Note(text(row, "note")),
                        new UsedOn(text(row, "used_on"))),
                new Expiry(Columns.instant(row, "expires_at")),
                Columns.blockedSenders(row),
                row.getBoolean("banner"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
