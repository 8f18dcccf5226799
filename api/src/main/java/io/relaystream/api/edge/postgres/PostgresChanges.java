package io.relaystream.api.edge.postgres;

import io.relaystream.api.live.Live;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.Background;
import io.relaystream.platform.service.Backoff;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what Postgres passes on of what other transactions have changed, on a connection and a
/// thread of its own, and tells those who look. Postgres being away is waited for, for ever; as
/// something may have been missed then, everybody begins anew. Who only listens does not notice
/// that nobody speaks any more, so Postgres is asked now and then.
public final class PostgresChanges {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresChanges.class);
    private static final int PATIENCE_MS = 500;

    /// Between two questions, and how long each answer may take.
    private static final Duration PULSE = Duration.ofSeconds(15);

    private final String jdbcUrl;
    private final Properties properties;
    private final Live live;
    private final Duration pulse;
    private final Backoff backoff = new Backoff();

    private PostgresChanges(String jdbcUrl, Properties properties, Live live, Duration pulse) {
        this.jdbcUrl = jdbcUrl;
        this.properties = properties;
        this.live = live;
        this.pulse = pulse;
    }

    public static Background start(String jdbcUrl, String user, Secret password, Live live) {
        return start(jdbcUrl, user, password, live, PULSE);
    }

    /// @param pulse between two questions, and how long each answer may take; whole seconds
    static Background start(
            String jdbcUrl, String user, Secret password, Live live, Duration pulse) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        properties.setProperty("ApplicationName", "api-changes");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", String.valueOf(pulse.toSeconds()));
        var changes = new PostgresChanges(jdbcUrl, properties, live, pulse);
        return Background.start("changes", changes::hearUntil);
    }

    private void hearUntil(CountDownLatch closing) throws InterruptedException {
        while (closing.getCount() > 0) {
            try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
                listen(connection, closing);
            } catch (SQLException e) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ERROR.key(), e.getSQLState())
                        .log("Changes cannot be heard of now; trying again");
                backoff.pause(closing);
            }
        }
    }

    private void listen(Connection connection, CountDownLatch closing) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + ChangeTexts.CHANNEL);
            live.cutOffAll();
            backoff.reset();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            long asked = System.nanoTime();
            while (closing.getCount() > 0) {
                for (PGNotification notification : postgres.getNotifications(PATIENCE_MS)) {
                    tell(notification.getParameter());
                }
                if (System.nanoTime() - asked >= pulse.toNanos()) {
                    statement.execute("SELECT 1");
                    asked = System.nanoTime();
                }
            }
        }
    }

    private void tell(String text) {
        try {
            live.tell(ChangeTexts.change(text));
        } catch (IllegalArgumentException e) {
            LOG.atWarn().log("A change is not understood: is another version running?");
        }
    }
}
