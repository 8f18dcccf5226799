package io.relaystream.processor.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that mails in flight may take. First come, first served, so that a large mail is not
/// overtaken for ever.
final class ByteBudget {
    /// A semaphore counts to two thousand million; in kibibytes that is two tebibytes.
    private static final int UNIT = 1024;

    private final int all;
    private final Semaphore free;

    ByteBudget(long bytes) {
        all = Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.ceilDiv(bytes, UNIT)));
        free = new Semaphore(all, true);
    }

    /// Waits for its turn. Whatever is more than all of it gets all of it.
    ///
    /// @return false if it did not come in time
    boolean acquire(long bytes, Duration patience) throws InterruptedException {
        return free.tryAcquire(units(bytes), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void release(long bytes) {
        free.release(units(bytes));
    }

    private int units(long bytes) {
        return Math.toIntExact(Math.min(all, Math.ceilDiv(bytes, UNIT)));
    }
}
