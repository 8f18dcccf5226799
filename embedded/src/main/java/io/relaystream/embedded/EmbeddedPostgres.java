package io.relaystream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A PostgreSQL server as a child process, on loopback, ready for logical replication, with an
/// empty database `relaystream` at first.
///
/// It trusts every local connection: the user is [#user()] and any password will do. It runs with
/// fsync off, so a power cut may damage the data. The death of the JVM does no harm: the server
/// lives on as an orphan, and the next start on the same data stops it and takes its place.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "relaystream";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final DataLock lock;

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, DataLock lock) {
        this.server = server;
        this.lock = lock;
    }

    /// Starts on the data in the directory, which is made and initialised if it is new.
    ///
    /// Returns when the server answers: after 1 s on existing data, 2 s on new, 2 s more when the
    /// binaries must be unpacked first (into the folder for temporary files, once for a machine).
    ///
    /// @throws IllegalStateException if the port is taken or another live process uses the data
    public static EmbeddedPostgres start(Path dataDir, int port) {
        try {
            DataLock lock = DataLock.take(dataDir, "Postgres");
            try {
                var data = new PostgresData(lock.directory());
                data.recover();
                FreePort.require(port, "Postgres");
                var postgres = new EmbeddedPostgres(launch(data.directory(), port), lock);
                postgres.complete(data);
                return postgres;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#start(Path, int)], on a port that is free now.
    public static EmbeddedPostgres startOnFreePort(Path dataDir) {
        return start(dataDir, FreePort.find());
    }

    public int port() {
        return server.getPort();
    }

    public String user() {
        return USER;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    @Override
    public void close() {
        try (lock) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(
            Path directory, int port) throws IOException {
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                // Whoever owns this object closes it, in its place in the order of the shutdown.
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(STARTUP_LIMIT)
                .setConnectConfig("connectTimeout", "5")
                .setConnectConfig("socketTimeout", "10")
                // The same sort order and case mapping on every machine.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_replication_slots", "10")
                .setServerConfig("max_wal_senders", "10")
                // Without it a change waits up to 200 ms before replication sees it.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "32MB")
                // The client gets its errors; in the log they would show the data of the row.
                .setServerConfig("log_min_messages", "log")
                .start();
    }

    private void complete(PostgresData data) throws IOException {
        try {
            createDatabaseIfMissing();
            data.markComplete();
        } catch (SQLException | IOException e) {
            server.close();
            throw new IOException("Cannot create the database " + DATABASE, e);
        }
    }

    private void createDatabaseIfMissing() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement search =
                        connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            search.setString(1, DATABASE);
            try (ResultSet found = search.executeQuery();
                    Statement create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("CREATE DATABASE " + DATABASE);
                }
            }
        }
    }
}
