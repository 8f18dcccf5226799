package io.relaystream.cdc;

import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes Connect have the connector as defined. Doing it again changes nothing: a connector that is
/// as it should be is not even restarted.
///
/// @param patience how long Connect may refuse or stay away, as it does while workers join
/// @param pause between two tries
record ConnectorRegistrar(Connectors connectors, Duration patience, Duration pause) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistrar.class);

    /// Something asked of Connect.
    @FunctionalInterface
    private interface Request {
        /// @return whether it has come about
        boolean done() throws IOException, InterruptedException;
    }

    /// Stops the connector of another version: it would read on in the log of the database, and
    /// skip changes that only the new one knows. [#register] lets it run again.
    ///
    /// @throws IllegalStateException if it does not stop in time
    void stopIfOutdated(String name, Map<String, String> config) throws InterruptedException {
        await("stop an outdated connector " + name, () -> !outdated(name, config) || stops(name));
    }

    /// @throws IllegalStateException if Connect does not take the connector in time
    void register(String name, Map<String, String> config) throws InterruptedException {
        await("accept the connector " + name, () -> runs(name, config));
    }

    private void await(String what, Request request) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        IOException refusal = null;
        while (true) {
            try {
                if (request.done()) {
                    return;
                }
                refusal = null;
            } catch (IOException e) {
                refusal = e;
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        "Kafka Connect must %s within %s".formatted(what, patience), refusal);
            }
            LOG.atInfo()
                    .addKeyValue(LogKey.WAITING_FOR.key(), "kafka connect")
                    .addKeyValue(LogKey.REASON.key(), refusal == null ? what : refusal.getMessage())
                    .log("Waiting");
            Thread.sleep(pause);
        }
    }

    private boolean outdated(String name, Map<String, String> config)
            throws IOException, InterruptedException {
        return connectors.config(name).filter(present -> !present.equals(config)).isPresent();
    }

    private boolean stops(String name) throws IOException, InterruptedException {
        if (connectors.stopped(name)) {
            return true;
        }
        connectors.stop(name);
        return false;
    }

    private boolean runs(String name, Map<String, String> config)
            throws IOException, InterruptedException {
        Optional<Map<String, String>> present = connectors.config(name);
        if (present.filter(config::equals).isEmpty()) {
            connectors.put(name, config);
            LOG.atInfo().addKeyValue(LogKey.CONNECTOR.key(), name).log("Connector registered");
        }
        if (present.isPresent()) {
            connectors.resume(name);
        }
        return true;
    }
}
