package io.relaystream.cdc.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.embedded.EmbeddedPostgres;
import io.relaystream.platform.config.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
    private final EmbeddedPostgres postgres;

    MigrationsIT(@TempDir Path directory) {
        postgres = EmbeddedPostgres.startOnFreePort(directory.resolve("postgres"));
        migrate();
    }

    @AfterAll
    void close() {
        postgres.close();
    }

    @Test
    void areAppliedOnce() throws Exception {
        sql("INSERT INTO account (email) VALUES ('kept@home.example')");

        migrate();

        assertThat(column("SELECT email FROM account WHERE email = 'kept@home.example'"))
                .hasSize(1);
    }

    @Test
    void publishTheCapturedTablesWithTheirOldRows() throws Exception {
        assertThat(
                        column(
                                "SELECT tablename FROM pg_publication_tables WHERE pubname = 'relaystream'"))
                .containsExactlyInAnyOrder(
                        "account", "alias", "domain", "deleted_alias", "cdc_heartbeat");
        assertThat(
                        column(
                                "SELECT c.relname FROM pg_class c JOIN pg_publication_rel r ON r.prrelid = c.oid WHERE c.relreplident <> 'f'"))
                .isEmpty();
    }

    @Test
    void keysOfTopicsAreCanonical() {
        refused("INSERT INTO account (email) VALUES ('Upper@home.example')");
        refused("INSERT INTO account (email) VALUES ('no-at-sign')");
        refused(alias("Upper@relay.localhost"));
        refused(alias("two@ats@relay.localhost"));
        refused(alias("with space@relay.localhost"));
        refused("INSERT INTO domain (host, kind) VALUES ('Upper.relay.localhost', 'subdomain')");
        refused("INSERT INTO domain (host, kind) VALUES ('dot.relay.localhost.', 'subdomain')");
        refused("INSERT INTO cdc_heartbeat (id, beat_at) VALUES ('other', now())");
    }

    @Test
    void addressIsNeverIssuedAgainAfterItsDeletion() throws Exception {
        sql(alias("once@relay.localhost"));
        sql("DELETE FROM alias WHERE address = 'once@relay.localhost'");

        refused(alias("once@relay.localhost"));
    }

    @Test
    void addressIsNeverIssuedAgainAfterItsAccountIsGone() throws Exception {
        sql(alias("orphan@relay.localhost"));
        sql(
                "DELETE FROM account WHERE id = (SELECT account_id FROM alias WHERE address = 'orphan@relay.localhost')");

        refused(alias("orphan@relay.localhost"));
    }

    @Test
    void addressThatWasGivenUpForAnotherIsNeverIssuedAgain() throws Exception {
        sql(alias("old@relay.localhost"));
        sql(
                "UPDATE alias SET address = 'new@relay.localhost', address_hash = md5('new@relay.localhost') WHERE address = 'old@relay.localhost'");

        refused(alias("old@relay.localhost"));
        refused(
                "UPDATE alias SET address = 'hash-forgotten@relay.localhost' WHERE address = 'new@relay.localhost'");
    }

    @Test
    void addressIsNotIssuedAgainWhileItsDeletionIsBeingCommitted() throws Exception {
        // Given
        sql(alias("race@relay.localhost"));
        try (Connection deleting = connect("relaystream");
                Statement delete = deleting.createStatement()) {
            deleting.setAutoCommit(false);
            delete.execute("DELETE FROM alias WHERE address = 'race@relay.localhost'");

            // When
            CompletableFuture<Boolean> issued =
                    CompletableFuture.supplyAsync(() -> succeeds(alias("race@relay.localhost")));
            awaitLockedStatement();
            deleting.commit();

            // Then
            assertThat(issued.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void subdomainOutlivesItsAccount() throws Exception {
        sql("INSERT INTO account (email) VALUES ('subdomain@home.example')");
        sql(
                "INSERT INTO domain (host, account_id, kind) SELECT 'ann.relay.localhost', id, 'subdomain' FROM account WHERE email = 'subdomain@home.example'");

        sql("DELETE FROM account WHERE email = 'subdomain@home.example'");

        assertThat(column("SELECT account_id FROM domain WHERE host = 'ann.relay.localhost'"))
                .containsExactly("null");
    }

    @Test
    void runOnADatabaseWithData() throws Exception {
        // Given
        sql("CREATE DATABASE filled");
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("filled"), postgres.user(), "any")
                .locations("classpath:db/migration")
                .target("2")
                .load()
                .migrate();
        try (Connection filled = connect("filled")) {
            sql(filled, alias("kept@relay.localhost"));
            sql(filled, alias("deleted@relay.localhost"));
            sql(filled, "DELETE FROM alias WHERE address = 'deleted@relay.localhost'");
            sql(filled, "INSERT INTO domain (host, kind) VALUES ('ann.relay.localhost', 'own')");
            List<String> before = column(filled, "SELECT deleted_at FROM deleted_alias");

            // When
            Migrations.apply(postgres.jdbcUrl("filled"), postgres.user(), new Secret("any"));

            // Then
            assertThat(
                            column(
                                    filled,
                                    "SELECT (quarantine, blocked_senders, suspended_until, banner, remove_trackers, locale, pgp_key, reply_name, sealed_replies)::text FROM account WHERE id = (SELECT account_id FROM alias)"))
                    .containsExactly("(warn,{},,t,f,en,,,f)");
            assertThat(
                            column(
                                    filled,
                                    "SELECT (address, kind, expires_at, blocked_senders, banner)::text FROM alias"))
                    .containsExactly("(kept@relay.localhost,named,,{},t)");
            assertThat(column(filled, "SELECT deleted_at - interval '1us' FROM deleted_alias"))
                    .isEqualTo(before);
        }
    }

    /// The api of the new version may be running already.
    @Test
    void keepWhatAnOwnerHasChosenMeanwhile() throws Exception {
        // Given
        sql("CREATE DATABASE chosen");
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("chosen"), postgres.user(), "any")
                .locations("classpath:db/migration")
                .target("5")
                .load()
                .migrate();
        try (Connection chosen = connect("chosen")) {
            sql(chosen, alias("chosen@relay.localhost"));
            sql(chosen, "UPDATE account SET banner = false");
            sql(chosen, "UPDATE alias SET banner = false");

            // When
            Migrations.apply(postgres.jdbcUrl("chosen"), postgres.user(), new Secret("any"));

            // Then
            assertThat(column(chosen, "SELECT account.banner OR alias.banner FROM account, alias"))
                    .containsExactly("f");
        }
    }

    /// What is there stays as it is, and gets what the new columns say of it.
    @Test
    void makeRoomForApiAndDashboardInADatabaseWithData() throws Exception {
        // Given
        sql("CREATE DATABASE grown");
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("grown"), postgres.user(), "any")
                .locations("classpath:db/migration")
                .target("6")
                .load()
                .migrate();
        List<String> tables =
                List.of(
                        "account",
                        "alias",
                        "deleted_alias",
                        "domain",
                        "api_token",
                        "cdc_heartbeat",
                        "account_standing",
                        "account_stats",
                        "alias_stats",
                        "projector_position");
        try (Connection grown = connect("grown")) {
            sql(grown, alias("kept@relay.localhost"));
            sql(grown, alias("deleted@relay.localhost"));
            sql(grown, "DELETE FROM alias WHERE address = 'deleted@relay.localhost'");
            sql(
                    grown,
                    "INSERT INTO domain (host, account_id, kind) SELECT 'ann.relay.localhost', account_id, 'subdomain' FROM alias");
            sql(
                    grown,
                    "INSERT INTO api_token (account_id, token_hash, scopes) SELECT account_id, repeat('a', 64), '{read,write}' FROM alias");
            sql(grown, "INSERT INTO cdc_heartbeat (id, beat_at) VALUES ('cdc', now())");
            sql(
                    grown,
                    "INSERT INTO account_standing (account_id, forwarded, forwarded_bytes, replies, aliases_made, complaints, as_of) SELECT account_id, 1, 2, 3, 4, 5, now() FROM alias");
            sql(
                    grown,
                    "INSERT INTO account_stats (account_id, forwarded, blocked, replied, trackers_removed, complaints) SELECT account_id, 1, 2, 3, 4, 5 FROM alias");
            sql(
                    grown,
                    "INSERT INTO alias_stats (alias_id, account_id, forwarded, blocked, replied, trackers_removed, complaints) SELECT id, account_id, 1, 2, 3, 4, 5 FROM alias");
            sql(grown, "INSERT INTO projector_position VALUES ('alias.stats', 0, 7)");
            List<List<String>> before = new ArrayList<>();
            for (String table : tables) {
                before.add(fields(grown, table));
                assertThat(before.getLast()).as("rows of " + table).isNotEmpty();
            }

            // When
            Migrations.apply(postgres.jdbcUrl("grown"), postgres.user(), new Secret("any"));

            // Then
            for (int i = 0; i < tables.size(); i++) {
                assertThat(fields(grown, tables.get(i)))
                        .as("fields of " + tables.get(i))
                        .containsAll(before.get(i));
            }
            assertThat(
                            column(
                                    grown,
                                    "SELECT DISTINCT (admin, hold_dropped, suspension_reason, oidc_subject)::text FROM account"))
                    .containsExactly("(f,f,,)");
            assertThat(column(grown, "SELECT (note, used_on)::text FROM alias"))
                    .containsExactly("(,)");
            assertThat(column(grown, "SELECT name FROM api_token")).containsExactly("");
        }
    }

    /// Whoever writes to a table of owners later must find the second wall there.
    @Test
    void wallOffEveryTableOfOwners() throws Exception {
        assertThat(
                        column(
                                "SELECT relname FROM pg_class WHERE relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity) AND (relname = 'account' OR oid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'account_id' AND NOT attisdropped))"))
                .isEmpty();
    }

    @Test
    void blockListsAreBoundedAndHaveNoHoles() throws Exception {
        sql(alias("blocking@relay.localhost"));
        String ofAlias = "UPDATE alias SET blocked_senders = %s WHERE address LIKE 'blocking@%%'";
        String ofAccount =
                "UPDATE account SET blocked_senders = %s FROM alias WHERE account.id = account_id AND address LIKE 'blocking@%%'";

        sql(ofAlias.formatted("array_fill('spam.example'::text, '{500}')"));
        sql(ofAccount.formatted("array_fill('spam.example'::text, '{1000}')"));

        refused(ofAlias.formatted("array_fill('spam.example'::text, '{501}')"));
        refused(ofAccount.formatted("array_fill('spam.example'::text, '{1001}')"));
        refused(ofAlias.formatted("'{spam.example,NULL}'"));
        refused(ofAccount.formatted("'{spam.example,NULL}'"));
        refused(ofAlias.formatted("NULL"));
    }

    @Test
    void settingsOfOwnersAreBounded() throws Exception {
        sql("INSERT INTO account (email) VALUES ('settings@home.example')");
        String set = "UPDATE account SET %s WHERE email = 'settings@home.example'";

        sql(set.formatted("locale = 'fr', pgp_key = repeat('k', 20000)"));
        sql(set.formatted("reply_name = repeat('ü', 60)"));
        sql(set.formatted("pgp_key = NULL, reply_name = NULL"));

        refused(set.formatted("locale = 'es'"));
        refused(set.formatted("pgp_key = repeat('k', 20001)"));
        refused(set.formatted("reply_name = ''"));
        refused(set.formatted("reply_name = repeat('ü', 61)"));
        refused(set.formatted("reply_name = E'Ann\\nBcc: all'"));
    }

    @Test
    void whatMailHasLedToGoesWithItsAccount() throws Exception {
        // Given
        sql(alias("counted@relay.localhost"));
        sql(
                "INSERT INTO account_standing (account_id, forwarded, forwarded_bytes, replies, aliases_made, complaints, as_of) SELECT account_id, 1, 2, 3, 4, 5, now() FROM alias WHERE address LIKE 'counted@%'");
        sql(
                "INSERT INTO account_stats (account_id, forwarded, blocked, replied, trackers_removed, complaints) SELECT account_id, 1, 2, 3, 4, 5 FROM alias WHERE address LIKE 'counted@%'");
        sql(
                "INSERT INTO alias_stats (alias_id, account_id, forwarded, blocked, replied, trackers_removed, complaints) SELECT id, account_id, 1, 2, 3, 4, 5 FROM alias WHERE address LIKE 'counted@%'");

        // When
        sql("DELETE FROM alias WHERE address LIKE 'counted@%'");

        // Then
        assertThat(column("SELECT 1 FROM alias_stats")).isEmpty();

        // When
        sql("DELETE FROM account USING account_stats WHERE id = account_id");

        // Then
        assertThat(column("SELECT 1 FROM account_stats")).isEmpty();
        assertThat(column("SELECT 1 FROM account_standing")).isEmpty();
    }

    /// Each field of each row, so that new columns make no difference.
    private static List<String> fields(Connection connection, String table) throws SQLException {
        return column(
                connection,
                "SELECT field::text FROM %1$s, jsonb_each(to_jsonb(%1$s)) field".formatted(table));
    }

    private void migrate() {
        Migrations.apply(postgres.jdbcUrl("relaystream"), postgres.user(), new Secret("any"));
    }

    /// Inserts an alias and the account that owns it.
    private static String alias(String address) {
        return """
        WITH owner AS (
            INSERT INTO account (email) VALUES (gen_random_uuid() || '@home.example') RETURNING id)
        INSERT INTO alias (account_id, address, address_hash, kind)
        SELECT id, '%s', md5('%s'), 'named' FROM owner
        """
                .formatted(address, address);
    }

    private void refused(String statement) {
        assertThatThrownBy(() -> sql(statement))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .asString()
                .startsWith("23");
    }

    private boolean succeeds(String statement) {
        try {
            sql(statement);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void awaitLockedStatement() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (column("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'").isEmpty()) {
            assertThat(System.nanoTime()).as("a statement waits for the lock").isLessThan(end);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connect("relaystream")) {
            sql(connection, statement);
        }
    }

    private static void sql(Connection connection, String statement) throws SQLException {
        try (Statement query = connection.createStatement()) {
            query.execute(statement);
        }
    }

    private List<String> column(String query) throws SQLException {
        try (Connection connection = connect("relaystream")) {
            return column(connection, query);
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), "any");
    }
}
