package io.relaystream.cdc.edge.connect;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/// A Kafka Connect worker in this process, started as Kafka's own script starts it.
///
/// Like the script, it ends the process when it cannot start (its port is taken, say), after it has
/// logged why.
public final class ConnectWorker implements AutoCloseable {
    private final Connect<DistributedHerder> connect;

    private ConnectWorker(Connect<DistributedHerder> connect) {
        this.connect = connect;
    }

    /// Returns when the REST interface answers, after some 3 s; the worker joins its group later.
    public static ConnectWorker start(Map<String, String> config) {
        return new ConnectWorker(new ConnectDistributed().startConnect(config));
    }

    /// Where the REST interface listens.
    public URI rest() {
        return connect.rest().serverUrl();
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
