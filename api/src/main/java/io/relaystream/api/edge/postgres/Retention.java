package io.relaystream.api.edge.postgres;

import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.Background;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes rows whose time is over, hourly and a part at a time, so that nobody waits for it.
/// Several may do so at once.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    /// Rows of one transaction.
    private static final int PART = 1_000;

    /// Tables and which of their rows are over.
    private static final List<String> OVER =
            List.of(
                    "login_link WHERE expires_at <= now()",
                    "session WHERE expires_at <= now()",
                    "message WHERE received_at < now() - interval '30 days'",
                    "redriven WHERE redriven_at < now() - interval '31 days'",
                    "message_hour WHERE hour < now() - interval '400 days'");

    private final Database database;

    private Retention(Database database) {
        this.database = database;
    }

    public static Background start(Database database) {
        return Background.start("retention", new Retention(database)::deleteUntil);
    }

    private void deleteUntil(CountDownLatch closing) throws InterruptedException {
        do {
            deleteAll(closing);
        } while (!closing.await(PAUSE.toSeconds(), TimeUnit.SECONDS));
    }

    private void deleteAll(CountDownLatch closing) {
        for (String rows : OVER) {
            try {
                while (closing.getCount() > 0 && delete(rows) == PART) {
                    // There are more.
                }
            } catch (StoreUnavailableException | JdbiException e) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                        .log("Old rows cannot be deleted now; trying again in an hour");
            }
        }
    }

    private int delete(String rows) {
        String table = rows.substring(0, rows.indexOf(' '));
        return database.transact(
                handle ->
                        handle.execute(
                                "DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s LIMIT %d FOR UPDATE SKIP LOCKED))"
                                        .formatted(table, rows, PART)));
    }
}
