package io.relaystream.processor.edge.smtp;

import io.relaystream.processor.edge.smtp.SmtpMailSender.Timing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Connections that wait for their next mail. The one that was used last goes first, so that the
/// others grow old and are closed.
final class IdleConnections implements AutoCloseable {
    private final Timing timing;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    private record Idle(SmtpConnection connection, long since) {}

    IdleConnections(Timing timing) {
        this.timing = timing;
    }

    Optional<SmtpConnection> take() {
        List<SmtpConnection> expired = new ArrayList<>();
        Optional<SmtpConnection> fresh;
        synchronized (this) {
            // The oldest ones are at the end.
            while (!idle.isEmpty() && expired(idle.getLast())) {
                expired.add(idle.removeLast().connection());
            }
            fresh = Optional.ofNullable(idle.pollFirst()).map(Idle::connection);
        }
        expired.forEach(SmtpConnection::quit);
        return fresh;
    }

    /// Closes it instead if it has served its time.
    void giveBack(SmtpConnection connection) {
        Idle returned = new Idle(connection, System.nanoTime());
        boolean kept = false;
        synchronized (this) {
            if (!closed && !expired(returned)) {
                idle.addFirst(returned);
                kept = true;
            }
        }
        if (!kept) {
            connection.quit();
        }
    }

    @Override
    public void close() {
        List<Idle> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(idle);
            idle.clear();
        }
        rest.forEach(waiting -> waiting.connection().quit());
    }

    private boolean expired(Idle waiting) {
        long now = System.nanoTime();
        return now - waiting.since() > timing.idle().toNanos()
                || now - waiting.connection().openedAt() > timing.life().toNanos();
    }
}
