package io.relaystream.api;

import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.PgpKeys;
import io.relaystream.api.account.TokenService;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.edge.http.HttpPoster;
import io.relaystream.api.edge.http.SystemHosts;
import io.relaystream.api.edge.kafka.KafkaAcceptedMails;
import io.relaystream.api.edge.kafka.KafkaDeadLetters;
import io.relaystream.api.edge.dns.DnsjavaNameServer;
import io.relaystream.api.edge.kafka.KafkaProjector;
import io.relaystream.api.edge.oidc.NimbusOidcTokens;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresAccountStore;
import io.relaystream.api.edge.postgres.PostgresAliasStore;
import io.relaystream.api.edge.postgres.PostgresChanges;
import io.relaystream.api.edge.postgres.PostgresDomainStore;
import io.relaystream.api.edge.postgres.PostgresMessageStore;
import io.relaystream.api.edge.postgres.PostgresOperationsStore;
import io.relaystream.api.edge.postgres.PostgresPostQueue;
import io.relaystream.api.edge.postgres.PostgresExportStore;
import io.relaystream.api.edge.postgres.PostgresProjectionStore;
import io.relaystream.api.edge.postgres.PostgresRedeliveryStore;
import io.relaystream.api.edge.postgres.PostgresRepeatStore;
import io.relaystream.api.edge.postgres.PostgresSignInStore;
import io.relaystream.api.edge.postgres.PostgresStatisticsStore;
import io.relaystream.api.edge.postgres.PostgresTokenStore;
import io.relaystream.api.edge.postgres.PostgresWebhookStore;
import io.relaystream.api.edge.postgres.Retention;
import io.relaystream.api.edge.s3.S3MailStore;
import io.relaystream.api.edge.ses.SesLinkMailer;
import io.relaystream.api.edge.smtp.SmtpLinkMailer;
import io.relaystream.api.http.HttpApi;
import io.relaystream.api.http.UseCases;
import io.relaystream.api.identity.AddressChange;
import io.relaystream.api.identity.Letters;
import io.relaystream.api.identity.LinkMailer;
import io.relaystream.api.identity.LinkPost;
import io.relaystream.api.identity.OidcSignIn;
import io.relaystream.api.identity.SignIn;
import io.relaystream.api.live.Live;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.mail.MailStore;
import io.relaystream.api.message.AcceptedMails;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.message.Redeliveries;
import io.relaystream.api.operations.Operations;
import io.relaystream.api.projector.Progress;
import io.relaystream.api.statistics.StatisticsService;
import io.relaystream.api.webhook.Hosts;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.RetryTimes;
import io.relaystream.api.webhook.WebhookSender;
import io.relaystream.api.webhook.WebhookService;
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
import java.util.Set;

/// The API as a whole: a pool of connections, the use cases, the HTTP server and the projector.
public final class Api implements AutoCloseable {
    /// Large mails that are fetched at once.
    private static final int DOWNLOADS = 8;


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
        S3MailStore mails = closer.add(new S3MailStore(config.s3(), DOWNLOADS));
        KafkaAcceptedMails accepted = closer.add(new KafkaAcceptedMails(config.bootstrapServers()));
        Live live = new Live();
        closer.add(
                PostgresChanges.start(
                        config.databaseUrl(),
                        config.databaseUser(),
                        config.databasePassword(),
                        live));
        closer.add(Retention.start(database));
        SystemHosts hosts = closer.add(new SystemHosts());
        Network network = new Network(config.site().local());
        LinkPost post = closer.add(new LinkPost(mailer(config, closer)));
        HttpApi http =
                closer.add(
                        HttpApi.start(
                                config.bind(),
                                config.port(),
                                useCases(
                                        config,
                                        database,
                                        pseudonyms,
                                        mails,
                                        accepted,
                                        live,
                                        hosts,
                                        network,
                                        progress,
                                        post),
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
                        closer.add(new HttpPoster(hosts, network)),
                        RetryTimes.STANDARD,
                        InstantSource.system(),
                        metrics.meters()));
        return new Api(closer, http, management.port());
    }

    private static LinkMailer mailer(ApiConfig config, Closer closer) {
        return switch (config.sender()) {
            case SMTP -> new SmtpLinkMailer(config.smtp(), config.aliasDomain());
            case SES ->
                    closer.add(
                            new SesLinkMailer(
                                    config.s3().region(),
                                    config.sesEndpoint(),
                                    config.s3().credentials(),
                                    config.aliasDomain()));
        };
    }

    private static UseCases useCases(
            ApiConfig config,
            Database database,
            Pseudonyms pseudonyms,
            MailStore mails,
            AcceptedMails accepted,
            Live live,
            Hosts hosts,
            Network network,
            Progress progress,
            LinkPost post) {
        SecureRandom random = new SecureRandom();
        PostgresSignInStore signIns = new PostgresSignInStore(database);
        PostgresAccountStore accounts = new PostgresAccountStore(database);
        AccountService accountService =
                new AccountService(
                        accounts,
                        random,
                        config.aliasDomain(),
                        config.dailyLimits(),
                        PgpKeys.usable(InstantSource.system()));
        return new UseCases(
                accountService,
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
                new Redeliveries(
                        new PostgresRedeliveryStore(database),
                        accepted,
                        mails,
                        InstantSource.system()),
                new MessageService(new PostgresMessageStore(database), InstantSource.system()),
                new StatisticsService(
                        new PostgresStatisticsStore(database), InstantSource.system()),
                live,
                new WebhookService(new PostgresWebhookStore(database), random, hosts, network),
                new Operations(
                        new PostgresOperationsStore(database),
                        new KafkaDeadLetters(config.bootstrapServers()),
                        progress::lag,
                        InstantSource.system()),
                new SignIn(
                        signIns,
                        accounts,
                        post,
                        new Letters(config.site().dashboard()),
                        random,
                        config.signUp(),
                        InstantSource.system()),
                new AddressChange(
                        signIns,
                        post,
                        new Letters(config.site().dashboard()),
                        random,
                        InstantSource.system()),
                config.oidc()
                        .map(
                                oidc ->
                                        new OidcSignIn(
                                                oidc.issuer(),
                                                oidc.audience(),
                                                new NimbusOidcTokens(oidc, InstantSource.system()),
                                                signIns,
                                                accountService,
                                                config.signUp())),
                new TokenService(new PostgresTokenStore(database), random),
                new PostgresExportStore(database),
                new ApiToken(config.adminToken().value()));
    }
}
