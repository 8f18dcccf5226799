package io.relaystream.platform.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The pauses of a loop in which something fails: each is twice as long as the one before it, from
/// 100 ms to 5 s. For one thread.
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /// It works again: the next pause is the first one.
    public void reset() {
        next = FIRST;
    }

    /// Pauses; returns at once when the loop is to end.
    ///
    /// @param closing counted down when the loop is to end
    public void pause(CountDownLatch closing) throws InterruptedException {
        if (!closing.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
            Duration longer = next.multipliedBy(2);
            next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
    }
}
