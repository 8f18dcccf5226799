package io.relaystream.platform.service;

import java.util.concurrent.CountDownLatch;

/// Work that goes on beside all other, on a thread of its own, until it is closed. Work that ends
/// by itself, or throws, is not begun again.
public final class Background implements AutoCloseable {
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Background(String threadName, Work work) {
        thread = Thread.ofPlatform().name(threadName).start(() -> run(work));
    }

    public static Background start(String threadName, Work work) {
        return new Background(threadName, work);
    }

    /// Returns when the work has ended: the round that runs is not cut off. Who is interrupted
    /// waits no longer.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Work work) {
        try {
            work.until(closing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is done round by round.
    @FunctionalInterface
    public interface Work {
        /// @param closing counted down when it is to end
        void until(CountDownLatch closing) throws InterruptedException;
    }
}
