package io.relaystream.cdc;

import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the connector every second, more often until it runs, and restarts it when it has
/// failed: Connect itself never does.
final class ConnectorSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorSupervisor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration START_PAUSE = Duration.ofMillis(200);
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final int RESTARTS_BEFORE_ALARM = 5;

    private final Connectors connectors;
    private final String name;
    private final ConnectorHealth health;
    private final InstantSource clock;
    private RestartBackoff backoff = RestartBackoff.fresh();
    private @Nullable Thread thread;

    ConnectorSupervisor(
            Connectors connectors, String name, ConnectorHealth health, InstantSource clock) {
        this.connectors = connectors;
        this.name = name;
        this.health = health;
        this.clock = clock;
    }

    void start() {
        thread = Thread.ofPlatform().daemon().name("connector-supervisor").start(this::watch);
    }

    /// Returns when the connector runs; says what it waits for.
    ///
    /// @throws IllegalStateException if it does not run in time
    void awaitRunning(Duration patience) throws InterruptedException {
        Instant start = clock.instant();
        Instant nextProgress = start.plus(PROGRESS);
        while (!health.latest().running()) {
            Instant now = clock.instant();
            if (now.isAfter(start.plus(patience))) {
                throw new IllegalStateException(
                        "Connector %s must run within %s, is %s: %s"
                                .formatted(
                                        name,
                                        patience,
                                        health.latest().state(),
                                        health.latest().detail()));
            }
            if (now.isAfter(nextProgress)) {
                nextProgress = now.plus(PROGRESS);
                LOG.atInfo()
                        .addKeyValue(LogKey.WAITING_FOR.key(), "connector " + name)
                        .addKeyValue(LogKey.STATE.key(), health.latest().state())
                        .log("Waiting");
            }
            Thread.sleep(START_PAUSE);
        }
    }

    /// One look, and what follows from it.
    void look() throws InterruptedException {
        ConnectorStatus before = health.latest();
        ConnectorStatus now = status();
        health.note(now);
        if (now.state() != before.state()) {
            LOG.atInfo()
                    .addKeyValue(LogKey.CONNECTOR.key(), name)
                    .addKeyValue(LogKey.STATE.key(), now.state())
                    .log("Connector changed its state");
        }
        switch (now.state()) {
            case RUNNING -> backoff = backoff.running(clock.instant());
            case FAILED -> restartIfDue(now);
            case STARTING, PAUSED, UNKNOWN -> {}
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(health.latest().running() ? PAUSE : START_PAUSE);
            }
        } catch (InterruptedException e) {
            // close() asks for it.
        }
    }

    private ConnectorStatus status() throws InterruptedException {
        try {
            return connectors.status(name);
        } catch (IOException e) {
            return new ConnectorStatus(
                    ConnectorStatus.State.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    private void restartIfDue(ConnectorStatus status) throws InterruptedException {
        Instant now = clock.instant();
        if (!backoff.allows(now)) {
            return;
        }
        var event = backoff.restarts() < RESTARTS_BEFORE_ALARM ? LOG.atWarn() : LOG.atError();
        event.addKeyValue(LogKey.CONNECTOR.key(), name)
                .addKeyValue(LogKey.ATTEMPT.key(), backoff.restarts() + 1)
                .addKeyValue(LogKey.REASON.key(), status.detail())
                .log("Connector failed and is restarted");
        backoff = backoff.restarted(now);
        try {
            connectors.restartFailed(name);
        } catch (IOException e) {
            // The next look tells what became of it.
            health.note(
                    new ConnectorStatus(
                            ConnectorStatus.State.FAILED, String.valueOf(e.getMessage())));
        }
    }
}
