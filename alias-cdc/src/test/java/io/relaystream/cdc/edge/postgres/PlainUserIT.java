package io.relaystream.cdc.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.embedded.EmbeddedPostgres;
import io.relaystream.platform.config.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Managed databases give nobody a superuser.
class PlainUserIT {
    private static final Secret ANY_PASSWORD = new Secret("any");

    @Test
    void migratesAndWorksAsBothRoles(@TempDir Path directory) throws SQLException {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.startOnFreePort(directory.resolve("postgres"))) {
            try (Connection superuser = connect(postgres, postgres.user(), "relaystream");
                    Statement statement = superuser.createStatement()) {
                statement.execute("CREATE ROLE plain LOGIN CREATEROLE");
                statement.execute("CREATE DATABASE managed OWNER plain");
            }

            Migrations.apply(postgres.jdbcUrl("managed"), "plain", ANY_PASSWORD);

            try (Connection plain = connect(postgres, "plain", "managed");
                    Statement statement = plain.createStatement()) {
                statement.execute("INSERT INTO account (email) VALUES ('ann@home.example')");
                statement.execute("SET ROLE relaystream_service");
                assertThat(accounts(statement)).isEqualTo(1);
                statement.execute("SET ROLE relaystream_tenant");
                assertThat(accounts(statement)).isZero();
            }
        }
    }

    private static int accounts(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM account")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres, String user, String database)
            throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), user, ANY_PASSWORD.value());
    }
}
