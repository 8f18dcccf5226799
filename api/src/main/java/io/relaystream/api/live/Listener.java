package io.relaystream.api.live;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Somebody who wants to know what happens to an account.
public final class Listener implements AutoCloseable {
    /// Changes that wait for a slow one.
    private static final int ROOM = 256;

    private final UUID account;
    private final Consumer<Listener> end;
    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>(ROOM);
    private volatile boolean over;

    Listener(UUID account, Consumer<Listener> end) {
        this.account = account;
        this.end = end;
    }

    UUID account() {
        return account;
    }

    /// Whether it was cut off, so that nothing more is told.
    public boolean over() {
        return over;
    }

    /// @param patience how long to wait for it
    /// @return empty if nothing has changed until then, or it is over
    public Optional<Change> next(Duration patience) throws InterruptedException {
        var change = Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        return over ? Optional.empty() : change;
    }

    /// Listens no more.
    @Override
    public void close() {
        end.accept(this);
    }

    void tell(Change change) {
        if (!waiting.offer(change)) {
            cutOff();
        }
    }

    void cutOff() {
        over = true;
        waiting.clear();
        // Wakes whoever waits, who sees then that it is over.
        waiting.offer(new Change.Account(account));
        end.accept(this);
    }
}
