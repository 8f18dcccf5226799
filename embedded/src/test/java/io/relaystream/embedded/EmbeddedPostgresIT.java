package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir private Path dataDir;

    @Test
    void isReadyForChangeDataCapture() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(dataDir)) {
            assertThat(query(postgres, "SHOW wal_level")).isEqualTo("logical");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(
                            query(
                                    postgres,
                                    "SELECT slot_name FROM pg_create_logical_replication_slot('cdc', 'pgoutput')"))
                    .isEqualTo("cdc");
        }
    }

    @Test
    void listensOnLoopbackOnly() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(dataDir)) {
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void knowsUpperAndLowerCaseBeyondAscii() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(dataDir)) {
            assertThat(query(postgres, "SELECT lower('GRÜSSE')")).isEqualTo("grüsse");
        }
    }

    @Test
    void keepsDataOverARestart() throws SQLException {
        // Given
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(dataDir)) {
            writeARow(postgres.jdbcUrl("relaystream"));
        }

        // When
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(dataDir)) {

            // Then
            assertThat(rows(postgres)).isEqualTo("1");
        }
    }

    @Test
    void takesThePlaceOfAnOrphan() throws IOException, SQLException {
        // Given
        int port = FreePort.find();
        Connection clientOfTheOrphan;
        try (ChildJvm jvm = ChildJvm.start(ChildJvm.Server.POSTGRES, dataDir, port)) {
            String url = "jdbc:postgresql://127.0.0.1:%d/relaystream".formatted(port);
            writeARow(url);
            clientOfTheOrphan = DriverManager.getConnection(url, "postgres", "any");
            jvm.kill();
        }
        ProcessHandle orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();
        Instant before = Instant.now();

        // When
        try (clientOfTheOrphan;
                EmbeddedPostgres postgres = EmbeddedPostgres.start(dataDir, port)) {

            // Then
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
            assertThat(postmaster().pid()).isNotEqualTo(orphan.pid());
            assertThat(rows(postgres)).isEqualTo("1");
        }
    }

    @Test
    void leavesTheServerOfALiveJvmAlone() throws IOException {
        try (ChildJvm jvm = ChildJvm.start(ChildJvm.Server.POSTGRES, dataDir, FreePort.find())) {
            ProcessHandle running = postmaster();

            assertThatThrownBy(() -> EmbeddedPostgres.startOnFreePort(dataDir))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Data of the embedded Postgres in %s must belong to one process, but another one runs on it: stop that first",
                            dataDir);

            assertThat(running.isAlive()).isTrue();
            jvm.kill();
        } finally {
            EmbeddedPostgres.startOnFreePort(dataDir).close();
        }
    }

    @Test
    void leavesAForeignProcessAloneThatHasTheNumberOfADeadServer() throws IOException {
        // Given
        EmbeddedPostgres.startOnFreePort(dataDir).close();
        Process foreign = new ProcessBuilder("sleep", "60").start();
        Files.writeString(pidFile(), "%d\n%s\n".formatted(foreign.pid(), dataDir));

        // When
        EmbeddedPostgres.startOnFreePort(dataDir).close();

        // Then
        assertThat(foreign.isAlive()).isTrue();
        foreign.destroyForcibly();
    }

    @Test
    void movesDataAwayThatWasNeverComplete() throws IOException {
        // Given
        Files.createDirectory(dataDir.resolve("data"));
        Files.writeString(dataDir.resolve("data/PG_VERSION"), "17\n");

        // When
        EmbeddedPostgres.startOnFreePort(dataDir).close();

        // Then
        assertThat(dataDir)
                .isDirectoryRecursivelyContaining("glob:**/incomplete-*/data/PG_VERSION");
    }

    @Test
    void refusesAPortThatIsTaken() {
        Path one = dataDir.resolve("one");
        Path other = dataDir.resolve("other");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.startOnFreePort(one)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(other, postgres.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("of the embedded Postgres must be free");
        }
    }

    private Path pidFile() {
        return dataDir.resolve("data/postmaster.pid");
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(pidFile()).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void writeARow(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "any");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE seen (id int PRIMARY KEY)");
            statement.execute("INSERT INTO seen VALUES (1)");
        }
    }

    private static String rows(EmbeddedPostgres postgres) throws SQLException {
        return query(postgres, "SELECT count(*) FROM seen");
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("relaystream"), postgres.user(), "any");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
