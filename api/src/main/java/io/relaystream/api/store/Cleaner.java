package io.relaystream.api.store;

import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what is of no use any more, again and again.
public final class Cleaner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("cleaner").factory());

    private Cleaner() {}

    /// @param remove tells how many things there were
    public static Cleaner start(Duration every, IntSupplier remove) {
        Cleaner cleaner = new Cleaner();
        var _ =
                cleaner.thread.scheduleWithFixedDelay(
                        () -> run(remove), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return cleaner;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /// A failure must not end the schedule.
    private static void run(IntSupplier remove) {
        try {
            int removed = remove.getAsInt();
            if (removed > 0) {
                LOG.atInfo().addKeyValue(LogKey.COUNT.key(), removed).log("Removed what has ended");
            }
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("What has ended could not be removed");
        }
    }
}
