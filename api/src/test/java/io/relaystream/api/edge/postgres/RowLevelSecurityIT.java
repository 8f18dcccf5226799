package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The second wall between owners: whatever the first one forgets, Postgres gives an owner's
/// transaction the rows of that owner only. The tables are those that the catalogue has, so that a
/// new one cannot be forgotten.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLevelSecurityIT {
    /// A row of each table, of the account `:account`.
    private static final Map<String, String> ROWS =
            Map.ofEntries(
                    Map.entry(
                            "account",
                            "INSERT INTO account (id, email) VALUES (:account, :account || '@home.example')"),
                    Map.entry(
                            "alias",
                            "INSERT INTO alias (account_id, address, address_hash, kind) VALUES (:account, gen_random_uuid() || '@relay.localhost', md5(random()::text), 'random')"),
                    Map.entry(
                            "domain",
                            "INSERT INTO domain (account_id, host, kind) VALUES (:account, gen_random_uuid() || '.example', 'own')"),
                    Map.entry(
                            "domain_claim",
                            "INSERT INTO domain_claim (account_id, host) VALUES (:account, 'brought.example')"),
                    Map.entry(
                            "api_token",
                            "INSERT INTO api_token (account_id, token_hash, scopes) VALUES (:account, repeat(md5(random()::text), 2), '{read}')"),
                    Map.entry(
                            "account_standing",
                            "INSERT INTO account_standing (account_id, forwarded, forwarded_bytes, replies, aliases_made, complaints, as_of) VALUES (:account, 1, 2, 3, 4, 5, now())"),
                    Map.entry(
                            "account_stats",
                            "INSERT INTO account_stats (account_id, forwarded, blocked, replied, trackers_removed, complaints) VALUES (:account, 1, 2, 3, 4, 5)"),
                    Map.entry(
                            "alias_stats",
                            "INSERT INTO alias_stats (alias_id, account_id, forwarded, blocked, replied, trackers_removed, complaints) VALUES (gen_random_uuid(), :account, 1, 2, 3, 4, 5)"),
                    Map.entry(
                            "session",
                            "INSERT INTO session (account_id, token_hash, expires_at) VALUES (:account, repeat(md5(random()::text), 2), now())"),
                    Map.entry(
                            "account_day",
                            "INSERT INTO account_day (account_id, day, aliases_made) VALUES (:account, current_date, 1)"),
                    Map.entry(
                            "idempotency_key",
                            "INSERT INTO idempotency_key (account_id, key, request_hash) VALUES (:account, 'key', repeat('a', 64))"),
                    Map.entry(
                            "message",
                            "INSERT INTO message (delivery_id, account_id, state, message_id, received_at) VALUES (md5(random()::text), :account, 'queued', 'mail-1', now())"),
                    Map.entry(
                            "message_hour",
                            "INSERT INTO message_hour (account_id, alias_id, hour, forwarded, blocked, failed, replied, trackers_removed) VALUES (:account, gen_random_uuid(), now(), 1, 2, 3, 4, 5)"),
                    Map.entry(
                            "webhook",
                            "INSERT INTO webhook (id, account_id, url, secret, events) VALUES (:account, :account, 'https://hooks.example/', 'any', '{message.dropped}')"),
                    Map.entry(
                            "webhook_delivery",
                            "INSERT INTO webhook_delivery (account_id, webhook_id, event, body) VALUES (:account, :account, 'message.dropped', '{}')"),
                    Map.entry(
                            "login_link",
                            "INSERT INTO login_link (account_id, token_hash, purpose, email, expires_at) VALUES (:account, repeat(md5(random()::text), 2), 'change_email', 'ann@new.example', now())"));

    /// In the order that their references ask for.
    private static final List<String> FIRST = List.of("account", "webhook");

    private static final String FORBIDDEN = "42501";

    private final TestDatabase postgres;
    private final Database database;
    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    RowLevelSecurityIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        for (UUID account : List.of(ann, bob)) {
            Stream.concat(FIRST.stream(), ROWS.keySet().stream().filter(t -> !FIRST.contains(t)))
                    .forEach(table -> database.transact(handle -> insert(handle, table, account)));
        }
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Test
    void everyTableOfOwnersHasARowHere() {
        assertThat(ROWS.keySet())
                .as("tables with a column account_id, and account")
                .containsExactlyInAnyOrderElementsOf(tables().toList());
    }

    @TestFactory
    Stream<DynamicTest> everyTableOfOwnersIsWalled() {
        return tables().map(
                        table ->
                                dynamicTest(
                                        table,
                                        () ->
                                                assertThat(
                                                                postgres.find(
                                                                        "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = ?::regclass",
                                                                        table))
                                                        .contains("t")));
    }

    @TestFactory
    Stream<DynamicTest> ownerReadsOnlyWhatIsHers() {
        return seen().map(
                        table ->
                                dynamicTest(
                                        table,
                                        () -> {
                                            assertThat(count(table, ann)).isEqualTo(1);
                                            assertThat(count(table, bob)).isZero();
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> ownerChangesAndDeletesOnlyWhatIsHers() {
        return seen().map(
                        table ->
                                dynamicTest(
                                        table,
                                        () -> {
                                            assertThat(
                                                            undone(
                                                                    "UPDATE %s SET %s = %2$s"
                                                                            .formatted(
                                                                                    table,
                                                                                    key(table))))
                                                    .isEqualTo(1);
                                            assertThat(undone("DELETE FROM " + table)).isEqualTo(1);
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> ownerMakesAndGivesAwayNothingInAnothersName() {
        return tables().map(
                        table ->
                                dynamicTest(
                                        table,
                                        () -> {
                                            UUID another =
                                                    table.equals("account")
                                                            ? UUID.randomUUID()
                                                            : bob;
                                            refused(handle -> insert(handle, table, another));
                                            refused(
                                                    handle ->
                                                            handle.createUpdate(
                                                                            "UPDATE %s SET %s = :another"
                                                                                    .formatted(
                                                                                            table,
                                                                                            key(
                                                                                                    table)))
                                                                    .bind("another", another)
                                                                    .execute());
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> withoutAnAccountNothingIsSeen() {
        return seen().map(table -> dynamicTest(table, () -> assertThat(ofNobody(table)).isZero()));
    }

    /// A pooled connection goes from one owner to the next.
    @Test
    void accountOfATransactionEndsWithIt() {
        assertThat(count("alias", ann)).isEqualTo(1);
        assertThat(ofNobody("alias")).isZero();
    }

    @Test
    void rolesOwnNothingAndGetAroundNothing() {
        assertThat(
                        postgres.texts(
                                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'relaystream!_%' ESCAPE '!' AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcanlogin AND NOT rolcreaterole AND NOT rolcreatedb"))
                .containsExactlyInAnyOrder("relaystream_tenant", "relaystream_service");
        assertThat(
                        postgres.texts(
                                "SELECT relname FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner WHERE rolname IN ('relaystream_tenant', 'relaystream_service')"))
                .isEmpty();
    }

    @Test
    void rolesSeeNothingThatTheyNeedNot() {
        assertThat(closedTo("relaystream_tenant"))
                .containsExactlyInAnyOrder(
                        "cdc_heartbeat",
                        "flyway_schema_history",
                        "login_link",
                        "projector_position",
                        "redriven");
        assertThat(closedTo("relaystream_service")).containsExactly("flyway_schema_history");
    }

    private List<String> closedTo(String role) {
        return postgres.texts(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT has_table_privilege('%s', oid, 'SELECT, INSERT, UPDATE, DELETE')"
                        .formatted(role));
    }

    private Stream<String> tables() {
        return Stream.concat(
                Stream.of("account"),
                postgres
                        .texts(
                                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id'")
                        .stream());
    }

    /// Those that an owner's transaction may ask at all.
    private Stream<String> seen() {
        List<String> closed = closedTo("relaystream_tenant");
        return tables().filter(table -> !closed.contains(table));
    }

    private static String key(String table) {
        return table.equals("account") ? "id" : "account_id";
    }

    /// Rows of an account that Ann sees when the condition on the owner is forgotten.
    private int count(String table, UUID account) {
        return database.transactFor(
                ann,
                handle ->
                        (int)
                                handle
                                        .createQuery(
                                                "SELECT %s FROM %s".formatted(key(table), table))
                                        .mapTo(UUID.class)
                                        .stream()
                                        .filter(account::equals)
                                        .count());
    }

    /// Rows that an owner's transaction sees that does not say whose it is.
    private int ofNobody(String table) {
        return database.transact(
                handle -> {
                    handle.execute("SET LOCAL role relaystream_tenant");
                    return handle.createQuery("SELECT count(*) FROM " + table)
                            .mapTo(Integer.class)
                            .one();
                });
    }

    /// @return rows that Ann would have changed
    private int undone(String statement) {
        return database.transactFor(
                ann,
                handle -> {
                    int rows = handle.execute(statement);
                    handle.rollback();
                    return rows;
                });
    }

    private void refused(Database.Work<Integer> work) {
        JdbiException e =
                catchThrowableOfType(JdbiException.class, () -> database.transactFor(ann, work));
        assertThat(e).isNotNull();
        assertThat(Database.hasState(e, List.of(FORBIDDEN))).as("42501, got %s", e).isTrue();
    }

    private static int insert(Handle handle, String table, UUID account) {
        return handle.createUpdate(ROWS.get(table)).bind("account", account).execute();
    }
}
