package io.relaystream.cdc.edge.postgres;

import io.relaystream.platform.config.Secret;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.HealthCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Postgres whose changes are captured.
public record SourceDatabase(String jdbcUrl, String user, Secret password) {
    private static final Logger LOG = LoggerFactory.getLogger(SourceDatabase.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// SQLSTATE class of a wrong user or password, which no waiting mends. A database that is
    /// missing may just be being made.
    private static final String REFUSED = "28";

    /// Waits until Postgres answers, saying so, and checks that it can replicate.
    ///
    /// @throws IllegalStateException if it refuses us, stays away for two minutes, or has no
    ///   logical decoding
    public void awaitReady() throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                requireLogicalDecoding();
                return;
            } catch (SQLException e) {
                if (refused(e)) {
                    throw new IllegalStateException(
                            "Postgres must let us in: check RELAY_DB_USER and RELAY_DB_PASSWORD",
                            e);
                }
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException(
                            "Postgres must answer at RELAY_DB_URL within " + PATIENCE, e);
                }
                LOG.atInfo().addKeyValue(LogKey.WAITING_FOR.key(), "postgres").log("Waiting");
                Thread.sleep(PAUSE);
            }
        }
    }

    public HealthCheck check() {
        return new HealthCheck("postgres", this::problem);
    }

    private Optional<String> problem() throws SQLException {
        try (Connection connection = connect()) {
            return connection.isValid(2) ? Optional.empty() : Optional.of("no answer within 2 s");
        }
    }

    private void requireLogicalDecoding() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW wal_level")) {
            answer.next();
            if (!"logical".equals(answer.getString(1))) {
                throw new IllegalStateException(
                        "Postgres must run with wal_level=logical, got %s: change postgresql.conf and restart it"
                                .formatted(answer.getString(1)));
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("ApplicationName", "alias-cdc");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static boolean refused(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith(REFUSED);
    }
}
