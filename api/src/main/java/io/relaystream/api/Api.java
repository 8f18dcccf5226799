package io.relaystream.api;

import io.relaystream.api.edge.http.HttpPoster;
import io.relaystream.api.edge.http.SystemHosts;
import io.relaystream.api.edge.kafka.KafkaProjector;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresChanges;
import io.relaystream.api.edge.postgres.PostgresPostQueue;
import io.relaystream.api.edge.postgres.PostgresProjectionStore;
import io.relaystream.api.edge.postgres.Retention;
import io.relaystream.api.http.HttpApi;
import io.relaystream.api.live.Live;
import io.relaystream.api.projector.Progress;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.RetryTimes;
import io.relaystream.api.webhook.WebhookSender;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.edge.http.ManagementServer;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The API as a whole: a pool of connections, the use cases, the HTTP server and the projector.
public final class Api implements AutoCloseable {

    private final Closer closer;
    private final HttpApi http;
    private final int managementPort;

    private Api(Closer closer, HttpApi http, int managementPort) {
        this.closer = closer;
        this.http = http;
        this.managementPort = managementPort;
    }

    /// Returns when requests are answered; waits for the schema, which alias-cdc makes.
    ///
    /// @throws IllegalStateException if the schema or Kafka is not there within two minutes
    public static Api start(ApiConfig config) throws Exception {
        Closer closer = new Closer();
        try {
            return start(config, closer);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    public int port() {
        return http.port();
    }

    /// Method and path of each route, such as `GET /api/v1/aliases/{id}`.
    public Set<String> routes() {
        return http.routes();
    }

    public int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        closer.close();
    }

    private static Api start(ApiConfig config, Closer closer) throws Exception {
        MetricsExport metrics = closer.add(new MetricsExport(config.metrics()));
        Database database =
                closer.add(
                        new Database(
                                config.databaseUrl(),
                                config.databaseUser(),
                                config.databasePassword()));
        Progress progress = new Progress(InstantSource.system());
        metrics.meters().gauge(Metric.PROJECTOR_LAG, progress::lag);
        ManagementServer management =
                closer.add(
                        ManagementServer.start(
                                new InetSocketAddress(config.bind(), config.managementPort()),
                                List.of(database.check(), progress.check()),
                                metrics.prometheus()));
        database.awaitSchema();

        Pseudonyms pseudonyms = new Pseudonyms(config.pseudonymKey().value());
        Live live = new Live();
        closer.add(
                PostgresChanges.start(
                        config.databaseUrl(),
                        config.databaseUser(),
                        config.databasePassword(),
                        live));
        closer.add(Retention.start(database));
        Network network = new Network(config.site().local());
        // Not those of the posts: requests must not be able to keep their name server busy.
        SystemHosts hosts = closer.add(new SystemHosts());
        Wiring wiring =
                new Wiring(config, database, pseudonyms, live, hosts, network, progress, closer);
        HttpApi http =
                closer.add(
                        HttpApi.start(
                                config.bind(),
                                config.port(),
                                wiring.useCases(),
                                config.site(),
                                metrics.meters()));
        new TopicSetup(config.bootstrapServers(), config.partitions(), config.replicationFactor())
                .ensure();
        closer.add(
                KafkaProjector.start(
                        config.bootstrapServers(),
                        config.instance(),
                        new PostgresProjectionStore(database, pseudonyms),
                        progress,
                        metrics.meters()));
        closer.add(
                WebhookSender.start(
                        new PostgresPostQueue(database),
                        closer.add(new HttpPoster(closer.add(new SystemHosts()), network)),
                        RetryTimes.STANDARD,
                        InstantSource.system(),
                        metrics.meters()));
        return new Api(closer, http, management.port());
    }
}
