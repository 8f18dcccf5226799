package io.relaystream.cdc;

import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedPostgres;
import io.relaystream.embedded.FreePort;
import io.relaystream.platform.service.Closer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.UUID;

/// A broker and a Postgres on free ports, and alias-cdc between them whenever it is started.
final class CapturedDatabase implements AutoCloseable {
    static final String PASSWORD = "canary-of-the-database-password";
    static final int PARTITIONS = 6;

    private final Closer closer = new Closer();
    private final EmbeddedKafka kafka;
    private final int connectPort = FreePort.find();
    private Path postgresDir;
    private EmbeddedPostgres postgres;

    CapturedDatabase(Path directory) {
        kafka = closer.add(EmbeddedKafka.startOnFreePort(directory.resolve("kafka")));
        postgresDir = directory.resolve("postgres");
        postgres = EmbeddedPostgres.startOnFreePort(postgresDir);
        closer.add(() -> postgres.close());
    }

    CdcConfig config(int connectPort) {
        return CdcConfig.from(
                Map.of(
                        "RELAY_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "RELAY_PARTITIONS", String.valueOf(PARTITIONS),
                        "RELAY_CONNECT_PORT", String.valueOf(connectPort),
                        "RELAY_CDC_MANAGEMENT_PORT", "0",
                        "RELAY_DB_URL", postgres.jdbcUrl("relaystream"),
                        "RELAY_DB_USER", postgres.user(),
                        "RELAY_DB_PASSWORD", PASSWORD));
    }

    Cdc startCdc() throws Exception {
        return Cdc.start(config(connectPort));
    }

    /// On the same port, as a server that was restarted.
    void restartPostgres() {
        int port = postgres.port();
        postgres.close();
        postgres = EmbeddedPostgres.start(postgresDir, port);
    }

    /// On another port, with nothing in it.
    void replacePostgres() {
        postgres.close();
        postgresDir = postgresDir.resolveSibling("other-postgres");
        postgres = EmbeddedPostgres.startOnFreePort(postgresDir);
    }

    TopicReader read(String topic) {
        return new TopicReader(kafka.bootstrapServers(), topic);
    }

    /// Runs one statement in a transaction of its own.
    ///
    /// @param parameters in the place of each `?`; Postgres finds their types
    /// @return the first column of the first row, or the empty string if it returns no row
    String sql(String statement, String... parameters) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("relaystream"), postgres.user(), PASSWORD);
                PreparedStatement query = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i], Types.OTHER);
            }
            if (!query.execute()) {
                return "";
            }
            ResultSet rows = query.getResultSet();
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /// @return its id
    String account(String name) throws SQLException {
        return sql("INSERT INTO account (email) VALUES (? || '@home.example') RETURNING id", name);
    }

    /// @return its id
    String alias(String account, String address) throws SQLException {
        return sql(
                "INSERT INTO alias (account_id, address, address_hash, kind) VALUES (?, ?, md5(?), 'named') RETURNING id",
                account,
                address,
                address);
    }

    /// @return its id; the account has no other alias
    String alias(String address) throws SQLException {
        return alias(account(UUID.randomUUID().toString()), address);
    }

    @Override
    public void close() {
        closer.close();
    }
}
