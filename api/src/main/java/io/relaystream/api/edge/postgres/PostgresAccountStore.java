package io.relaystream.api.edge.postgres;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountSettings;
import io.relaystream.api.account.AccountStatus;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.AliasCounts;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Language;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.PgpKey;
import io.relaystream.api.account.ReplyName;
import io.relaystream.api.account.Scope;
import io.relaystream.api.account.Suspension;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tables `account`, `api_token` and, to be read, `account_standing` and `account_stats`.
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
                                        SELECT account.id, plan, active, admin, scopes, expires_at
                                        FROM api_token JOIN account ON account.id = account_id
                                        WHERE token_hash = :hash
                                        AND (expires_at IS NULL OR expires_at > now())
                                        """)
                                .bind("hash", token.hash())
                                .map((row, _) -> owner(row))
                                .findOne());
    }

    @Override
    public Optional<AccountDetails> find(UUID id) {
        return database.transactFor(id, handle -> find(handle, id));
    }

    @Override
    public Optional<UUID> find(EmailAddress email) {
        return database.transact(
                handle ->
                        handle.createQuery("SELECT id FROM account WHERE email = :email")
                                .bind("email", email.value())
                                .mapTo(UUID.class)
                                .findOne());
    }

    /// Its own domains go by a trigger; links that were mailed to its address are of no account
    /// yet.
    @Override
    public void delete(UUID id) {
        database.transact(
                handle ->
                        handle.execute(
                                        """
                                        DELETE FROM login_link USING account
                                        WHERE account.id = ? AND login_link.email = account.email
                                        """,
                                        id)
                                + handle.execute("DELETE FROM account WHERE id = ?", id));
    }

    @Override
    public Optional<AccountDetails> changeSettings(UUID id, UnaryOperator<AccountSettings> change) {
        return change(
                id,
                (handle, found) -> {
                    AccountSettings settings = change.apply(found.settings());
                    if (!settings.equals(found.settings())) {
                        update(handle, id, settings);
                    }
                });
    }

    @Override
    public Optional<AccountDetails> changeStatus(UUID id, UnaryOperator<AccountStatus> change) {
        return change(
                id,
                (handle, found) -> {
                    AccountStatus status = change.apply(found.status());
                    if (!status.equals(found.status())) {
                        update(handle, id, status);
                    }
                });
    }

    /// Waits for whoever changes the account now, or adds to it, and keeps others waiting.
    static void lock(Handle handle, UUID account) {
        handle.execute("SELECT FROM account WHERE id = ? FOR NO KEY UPDATE", account);
    }

    private Optional<AccountDetails> change(UUID id, BiConsumer<Handle, AccountDetails> change) {
        return database.transactFor(
                id,
                handle -> {
                    lock(handle, id);
                    find(handle, id).ifPresent(found -> change.accept(handle, found));
                    return find(handle, id);
                });
    }

    private static Optional<AccountDetails> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM account WHERE id = :id")
                .bind("id", id)
                .map(
                        (row, _) ->
                                new AccountDetails(
                                        id,
                                        new EmailAddress(row.getString("email")),
                                        status(row),
                                        settings(row),
                                        standing(handle, id),
                                        totals(handle, id),
                                        aliases(handle, id)))
                .findOne();
    }

    private static Standing standing(Handle handle, UUID account) {
        return handle.createQuery("SELECT * FROM account_standing WHERE account_id = :account")
                .bind("account", account)
                .map((row, _) -> standing(row))
                .findOne()
                .orElse(Standing.NEW);
    }

    private static AliasStats totals(Handle handle, UUID account) {
        return handle.createQuery("SELECT * FROM account_stats WHERE account_id = :account")
                .bind("account", account)
                .map((row, _) -> Columns.stats(row, account, null))
                .findOne()
                .orElseGet(() -> AliasStats.none(account.toString(), null));
    }

    private static AliasCounts aliases(Handle handle, UUID account) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM alias WHERE account_id = :account) AS all_of_them,
                            coalesce((SELECT aliases_made FROM account_day WHERE account_id = :account
                                AND day = (now() AT TIME ZONE 'UTC')::date), 0) AS made_today
                        """)
                .bind("account", account)
                .map(
                        (row, _) ->
                                new AliasCounts(
                                        row.getLong("all_of_them"), row.getLong("made_today")))
                .one();
    }

    private static void update(Handle handle, UUID id, AccountSettings settings) {
        handle.createUpdate(
                        """
                        UPDATE account SET drop_spam = :dropSpam, quarantine = :quarantine,
                            blocked_senders = :blockedSenders, banner = :banner,
                            remove_trackers = :removeTrackers, locale = :locale, pgp_key = :pgpKey,
                            reply_name = :replyName, sealed_replies = :sealedReplies,
                            hold_dropped = :holdDropped
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("dropSpam", settings.dropSpam())
                .bind("quarantine", settings.quarantine().code())
                .bindArray("blockedSenders", String.class, settings.blockedSenders().values())
                .bind("banner", settings.banner())
                .bind("removeTrackers", settings.removeTrackers())
                .bind("locale", settings.locale().code())
                .bind("pgpKey", settings.pgpKey().armor())
                .bind("replyName", settings.replyName().text())
                .bind("sealedReplies", settings.sealedReplies())
                .bind("holdDropped", settings.holdDropped())
                .execute();
    }

    private static void update(Handle handle, UUID id, AccountStatus status) {
        handle.createUpdate(
                        """
                        UPDATE account SET plan = :plan, active = :active, verified = :verified,
                            admin = :admin, suspended_until = :until, suspension_reason = :reason
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("plan", status.plan().code())
                .bind("active", status.active())
                .bind("verified", status.verified())
                .bind("admin", status.admin())
                .bind("until", Columns.time(status.suspension().until()))
                .bind("reason", status.suspension().reason())
                .execute();
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
                        VALUES (:account, :hash, :scopes)
                        """)
                .bind("account", account)
                .bind("hash", token.hash())
                .bindArray("scopes", String.class, scopes.stream().map(Scope::code).toList())
                .execute();
    }

    private static Owner owner(ResultSet row) throws SQLException {
        boolean admin = row.getBoolean("admin");
        return new Owner(
                row.getObject("id", UUID.class),
                Codes.read(Plan.class, row.getString("plan")),
                row.getBoolean("active"),
                scopes(row).stream()
                        .filter(scope -> scope != Scope.ADMIN || admin)
                        .collect(Collectors.toSet()),
                Columns.instant(row, "expires_at"));
    }

    static Set<Scope> scopes(ResultSet row) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return Arrays.stream(scopes)
                .map(code -> Codes.read(Scope.class, code))
                .collect(Collectors.toSet());
    }

    static AccountStatus status(ResultSet row) throws SQLException {
        return new AccountStatus(
                Codes.read(Plan.class, row.getString("plan")),
                row.getBoolean("active"),
                row.getBoolean("verified"),
                row.getBoolean("admin"),
                new Suspension(
                        Columns.instant(row, "suspended_until"),
                        row.getString("suspension_reason")));
    }

    private static AccountSettings settings(ResultSet row) throws SQLException {
        return new AccountSettings(
                row.getBoolean("drop_spam"),
                Codes.read(Quarantine.class, row.getString("quarantine")),
                Columns.blockedSenders(row),
                row.getBoolean("banner"),
                row.getBoolean("remove_trackers"),
                Codes.read(Language.class, row.getString("locale")),
                new PgpKey(row.getString("pgp_key")),
                new ReplyName(row.getString("reply_name")),
                row.getBoolean("sealed_replies"),
                row.getBoolean("hold_dropped"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getObject("day", LocalDate.class),
                row.getLong("forwarded"),
                row.getLong("forwarded_bytes"),
                row.getLong("replies"),
                row.getLong("aliases_made"),
                Columns.instant(row, "forward_limit_until"),
                Columns.instant(row, "byte_limit_until"),
                Columns.instant(row, "reply_limit_until"),
                Columns.instant(row, "alias_limit_until"),
                Columns.instant(row, "hard_bounce_until"),
                Columns.instant(row, "soft_bounce_until"),
                null,
                row.getLong("complaints"));
    }
}
