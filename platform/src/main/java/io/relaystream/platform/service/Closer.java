package io.relaystream.platform.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes what was opened, in reverse order; one failure does not keep the rest open.
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Remembers a resource and hands it back.
    public synchronized <C extends AutoCloseable> C add(C resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part did not close cleanly");
            }
        }
    }
}
