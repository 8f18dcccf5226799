package io.relaystream.cdc;

import io.relaystream.platform.log.LogKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes Connect have the connector as defined. Doing it again changes nothing: a connector that is
/// as it should be is not even restarted.
///
/// @param patience how long Connect may refuse or stay away, as it does while workers join
/// @param pause between two tries
record ConnectorRegistrar(Connectors connectors, Duration patience, Duration pause) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistrar.class);

    /// @throws IllegalStateException if Connect does not take the connector in time
    void register(String name, Map<String, String> config) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                putIfDifferent(name, config);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException(
                            "Kafka Connect must accept the connector %s within %s"
                                    .formatted(name, patience),
                            e);
                }
                LOG.atInfo()
                        .addKeyValue(LogKey.WAITING_FOR.key(), "kafka connect")
                        .addKeyValue(LogKey.REASON.key(), e.getMessage())
                        .log("Waiting");
                Thread.sleep(pause);
            }
        }
    }

    private void putIfDifferent(String name, Map<String, String> config)
            throws IOException, InterruptedException {
        if (connectors.config(name).filter(config::equals).isEmpty()) {
            connectors.put(name, config);
            LOG.atInfo().addKeyValue(LogKey.CONNECTOR.key(), name).log("Connector registered");
        }
    }
}
