package io.relaystream.cdc;

import io.relaystream.cdc.edge.connect.ConnectRest;
import io.relaystream.cdc.edge.connect.ConnectWorker;
import io.relaystream.cdc.edge.connect.GivenVariables;
import io.relaystream.cdc.edge.postgres.Migrations;
import io.relaystream.cdc.edge.postgres.SourceDatabase;
import io.relaystream.platform.edge.http.ManagementServer;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// alias-cdc as a whole: migrates the database, runs the Connect worker, registers the connector
/// and keeps it running.
public final class Cdc implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Closer closer;
    private final int managementPort;
    private final URI connectRest;

    private Cdc(Closer closer, int managementPort, URI connectRest) {
        this.closer = closer;
        this.managementPort = managementPort;
        this.connectRest = connectRest;
    }

    /// Returns when changes flow: after 5 to 10 s, or later if Postgres or Kafka come late.
    ///
    /// @throws IllegalStateException if a part does not come up within two minutes
    public static Cdc start(CdcConfig config) throws Exception {
        Closer closer = new Closer();
        try {
            return start(config, closer);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    public int managementPort() {
        return managementPort;
    }

    /// Where Kafka Connect's REST interface listens.
    public URI connectRest() {
        return connectRest;
    }

    @Override
    public void close() {
        closer.close();
    }

    private static Cdc start(CdcConfig config, Closer closer) throws Exception {
        SourceDatabase database =
                new SourceDatabase(
                        config.databaseUrl(), config.databaseUser(), config.databasePassword());
        ConnectorHealth health = new ConnectorHealth();
        MetricsExport metrics = closer.add(new MetricsExport(config.metrics()));
        metrics.meters().gauge(Metric.CONNECTOR_STATE, health::gauge);
        ManagementServer management =
                closer.add(
                        ManagementServer.start(
                                new InetSocketAddress(config.bind(), config.managementPort()),
                                List.of(database.check(), health.check()),
                                metrics.prometheus()));

        database.awaitReady();
        new TopicSetup(config.bootstrapServers(), config.partitions(), config.replicationFactor())
                .ensure();
        ConnectWorker worker = closer.add(ConnectWorker.start(worker(config).config()));
        ConnectRest rest = closer.add(new ConnectRest(worker.rest()));
        Map<String, String> connector = ConnectorDefinition.standard().config();
        ConnectorRegistrar registrar = new ConnectorRegistrar(rest, PATIENCE, PAUSE);
        registrar.stopIfOutdated(ConnectorDefinition.NAME, connector);
        Migrations.apply(config.databaseUrl(), config.databaseUser(), config.databasePassword());
        registrar.register(ConnectorDefinition.NAME, connector);
        ConnectorSupervisor supervisor =
                closer.add(
                        new ConnectorSupervisor(
                                rest, ConnectorDefinition.NAME, health, InstantSource.system()));
        supervisor.start();
        supervisor.awaitRunning(PATIENCE);
        return new Cdc(closer, management.port(), worker.rest());
    }

    static WorkerDefinition worker(CdcConfig config) {
        return new WorkerDefinition(
                config.bootstrapServers(),
                config.replicationFactor(),
                config.bind(),
                config.connectPort(),
                config.database(),
                config.databaseUser(),
                config.databasePassword(),
                GivenVariables.class.getName());
    }
}
