package io.relaystream.api;

import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.PgpKeys;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.edge.dns.DnsjavaNameServer;
import io.relaystream.api.edge.kafka.KafkaProjector;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresAccountStore;
import io.relaystream.api.edge.postgres.PostgresAliasStore;
import io.relaystream.api.edge.postgres.PostgresDomainStore;
import io.relaystream.api.edge.postgres.PostgresProjectionStore;
import io.relaystream.api.edge.postgres.PostgresRepeatStore;
import io.relaystream.api.edge.s3.S3MailStore;
import io.relaystream.api.http.HttpApi;
import io.relaystream.api.http.UseCases;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.mail.MailStore;
import io.relaystream.api.projector.Progress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.platform.edge.http.ManagementServer;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// The API as a whole: a pool of connections, the use cases, the HTTP server and the projector.
public final class Api implements AutoCloseable {
    /// Large mails that are fetched at once.
    private static final int DOWNLOADS = 8;

    private final Closer closer;
    private final int port;
    private final int managementPort;

    private Api(Closer closer, int port, int managementPort) {
        this.closer = closer;
        this.port = port;
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
        return port;
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
        S3MailStore mails = closer.add(new S3MailStore(config.s3(), DOWNLOADS));
        HttpApi http =
                closer.add(
                        HttpApi.start(
                                config.bind(),
                                config.port(),
                                useCases(config, database, pseudonyms, mails),
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
        return new Api(closer, http.port(), management.port());
    }

    private static UseCases useCases(
            ApiConfig config, Database database, Pseudonyms pseudonyms, MailStore mails) {
        SecureRandom random = new SecureRandom();
        return new UseCases(
                new AccountService(
                        new PostgresAccountStore(database),
                        random,
                        config.aliasDomain(),
                        config.dailyLimits(),
                        PgpKeys.usable(InstantSource.system())),
                new AliasService(
                        new PostgresAliasStore(database),
                        new RandomNames(random),
                        pseudonyms,
                        config.aliasDomain(),
                        config.freeAliases(),
                        config.dailyOwnAliases()),
                new DomainService(
                        new PostgresDomainStore(database),
                        config.aliasDomain(),
                        pseudonyms,
                        config.mailSetup(),
                        new DnsjavaNameServer(config.dnsServer())),
                new PostgresRepeatStore(database),
                new Unsubscribing(
                        new PostgresAliasStore(database),
                        new UnsubscribeLinks(config.pseudonymKey().value())),
                new Downloads(
                        mails,
                        new MailLinks(config.pseudonymKey().value()),
                        DOWNLOADS,
                        InstantSource.system()),
                new ApiToken(config.adminToken().value()));
    }
}
