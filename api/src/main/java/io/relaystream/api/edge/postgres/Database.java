package io.relaystream.api.edge.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.HealthCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Postgres behind a bounded pool. No call waits for more than some seconds, whatever is wrong.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 10;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// SQLSTATE classes of what may heal: connection lost, rolled back for another transaction, out
    /// of resources, lock not available or cancelled by a timeout, shut down.
    private static final List<String> PASSING = List.of("08", "40", "53", "55", "57");

    /// A transaction.
    @FunctionalInterface
    interface Work<T> {
        T on(Handle handle);
    }

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /// Opens no connection yet.
    public Database(String jdbcUrl, String user, Secret password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("api");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password.value());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "api");
        // What Postgres says of a failed statement shows the row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=5s -c lock_timeout=3s -c idle_in_transaction_session_timeout=10s");
        pool = new HikariDataSource(config);
        jdbi = Jdbi.create(pool);
        // Jdbi would show the arguments.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /// Waits until alias-cdc has made the tables, saying so.
    ///
    /// @throws IllegalStateException if they are not there within two minutes
    public void awaitSchema() throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!schemaIsThere()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        "Postgres at RELAY_DB_URL must have the tables of alias-cdc within %s: is alias-cdc running?"
                                .formatted(PATIENCE));
            }
            LOG.atInfo()
                    .addKeyValue(LogKey.WAITING_FOR.key(), "the database schema")
                    .log("Waiting");
            Thread.sleep(PAUSE);
        }
    }

    public HealthCheck check() {
        return new HealthCheck("postgres", this::problem);
    }

    @Override
    public void close() {
        pool.close();
    }

    /// Runs in a transaction that sees the rows of all accounts; it is rolled back if the work
    /// throws.
    ///
    /// @throws StoreUnavailableException if it may work a moment later
    <T> T transact(Work<T> work) {
        return as("relaystream_service", "", work);
    }

    /// As [#transact(Work)], but it sees the rows of one account only, whatever it asks for:
    /// row-level security is the second wall between owners.
    <T> T transactFor(UUID account, Work<T> work) {
        return as("relaystream_tenant", account.toString(), work);
    }

    /// Role and account last as long as the transaction, as with `SET LOCAL`.
    private <T> T as(String role, String account, Work<T> work) {
        return unrestricted(
                handle -> {
                    handle.execute(
                            "SELECT set_config('role', ?, true), set_config('relaystream.account', ?, true)",
                            role,
                            account);
                    return work.on(handle);
                });
    }

    /// As the user of the pool: before the schema is there, nobody else is.
    private <T> T unrestricted(Work<T> work) {
        try {
            return jdbi.inTransaction(work::on);
        } catch (JdbiException e) {
            if (e instanceof ConnectionException || hasState(e, PASSING)) {
                throw new StoreUnavailableException(e);
            }
            throw e;
        }
    }

    /// Whether the database refused because of a state of one of these classes or codes.
    static boolean hasState(JdbiException e, List<String> states) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return states.stream().anyMatch(sql.getSQLState()::startsWith);
            }
        }
        return false;
    }

    /// Looks for the newest of what is needed.
    boolean schemaIsThere() {
        try {
            return unrestricted(
                    handle ->
                            handle.createQuery(
                                            "SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 'message')")
                                    .mapTo(Boolean.class)
                                    .one());
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private Optional<String> problem() {
        return transact(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1
                ? Optional.empty()
                : Optional.of("SELECT 1 must give 1");
    }
}
