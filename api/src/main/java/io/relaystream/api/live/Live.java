package io.relaystream.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Passes changes on to the owners who look at the time. Nobody waits for anybody: a listener that
/// takes nothing is cut off and begins anew.
public final class Live implements AutoCloseable {
    private static final int STREAMS = 5;

    private final List<Listener> listeners = new ArrayList<>();
    private boolean closed;

    /// Begins to listen to what happens to an account from now on.
    ///
    /// @return empty if the account listens often enough already
    public synchronized Optional<Listener> listen(UUID account) {
        if (listeners.stream().filter(each -> each.account().equals(account)).count() >= STREAMS) {
            return Optional.empty();
        }
        Listener listener = new Listener(account, this::remove);
        if (closed) {
            listener.cutOff();
        } else {
            listeners.add(listener);
        }
        return Optional.of(listener);
    }

    public void tell(Change change) {
        for (Listener listener : now()) {
            if (listener.account().equals(change.account())) {
                listener.tell(change);
            }
        }
    }

    /// Something may have been missed: everybody begins anew.
    public void cutOffAll() {
        now().forEach(Listener::cutOff);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        cutOffAll();
    }

    private synchronized List<Listener> now() {
        return List.copyOf(listeners);
    }

    private synchronized void remove(Listener listener) {
        listeners.remove(listener);
    }
}
