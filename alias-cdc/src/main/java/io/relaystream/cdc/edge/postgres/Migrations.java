package io.relaystream.cdc.edge.postgres;

import io.relaystream.platform.config.Secret;
import io.relaystream.platform.log.LogKey;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The schema of the database, brought up to date by Flyway from `db/migration`.
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /// Several processes may do it at once: Flyway takes a lock.
    ///
    /// @param user who owns the tables
    public static void apply(String jdbcUrl, String user, Secret password) {
        MigrateResult result =
                Flyway.configure()
                        .dataSource(jdbcUrl, user, password.value())
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
        LOG.atInfo()
                .addKeyValue(LogKey.COUNT.key(), result.migrationsExecuted)
                .log("Database schema is up to date");
    }
}
