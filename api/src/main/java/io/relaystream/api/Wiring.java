package io.relaystream.api;

import io.relaystream.api.account.AccountLimits;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.PgpKeys;
import io.relaystream.api.account.TokenService;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.RandomNames;
import io.relaystream.api.alias.Unsubscribing;
import io.relaystream.api.domain.DomainService;
import io.relaystream.api.edge.dns.DnsjavaNameServer;
import io.relaystream.api.edge.kafka.KafkaAcceptedMails;
import io.relaystream.api.edge.kafka.KafkaDeadLetters;
import io.relaystream.api.edge.oidc.NimbusOidcTokens;
import io.relaystream.api.edge.postgres.Database;
import io.relaystream.api.edge.postgres.PostgresAccountStore;
import io.relaystream.api.edge.postgres.PostgresAliasStore;
import io.relaystream.api.edge.postgres.PostgresDomainStore;
import io.relaystream.api.edge.postgres.PostgresExportStore;
import io.relaystream.api.edge.postgres.PostgresMessageStore;
import io.relaystream.api.edge.postgres.PostgresOperationsStore;
import io.relaystream.api.edge.postgres.PostgresRedeliveryStore;
import io.relaystream.api.edge.postgres.PostgresRepeatStore;
import io.relaystream.api.edge.postgres.PostgresSignInStore;
import io.relaystream.api.edge.postgres.PostgresStatisticsStore;
import io.relaystream.api.edge.postgres.PostgresTokenStore;
import io.relaystream.api.edge.postgres.PostgresWebhookStore;
import io.relaystream.api.edge.s3.S3MailStore;
import io.relaystream.api.edge.ses.SesLinkMailer;
import io.relaystream.api.edge.smtp.SmtpLinkMailer;
import io.relaystream.api.http.UseCases;
import io.relaystream.api.identity.AddressChange;
import io.relaystream.api.identity.Letters;
import io.relaystream.api.identity.LinkMailer;
import io.relaystream.api.identity.LinkPost;
import io.relaystream.api.identity.OidcSignIn;
import io.relaystream.api.identity.SignIn;
import io.relaystream.api.live.Live;
import io.relaystream.api.mail.Downloads;
import io.relaystream.api.message.MessageService;
import io.relaystream.api.message.Redeliveries;
import io.relaystream.api.operations.Operations;
import io.relaystream.api.projector.Progress;
import io.relaystream.api.statistics.StatisticsService;
import io.relaystream.api.webhook.Hosts;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.WebhookService;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.seal.MailLinks;
import io.relaystream.core.seal.UnsubscribeLinks;
import io.relaystream.platform.service.Closer;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What each use case works with: stores in Postgres, and what else is outside.
///
/// @param closer ends what is opened here
record Wiring(
        ApiConfig config,
        Database database,
        Pseudonyms pseudonyms,
        Live live,
        Hosts hosts,
        Network network,
        Progress progress,
        Closer closer) {
    /// Large mails that are fetched at once.
    private static final int DOWNLOADS = 8;

    UseCases useCases() {
        S3MailStore mails = closer.add(new S3MailStore(config.s3(), DOWNLOADS));
        LinkPost post = closer.add(new LinkPost(mailer()));
        SecureRandom random = new SecureRandom();
        AccountLimits limits =
                new AccountLimits(
                        config.dailyLimits(), config.freeAliases(), config.dailyOwnAliases());
        PostgresSignInStore signIns = new PostgresSignInStore(database);
        PostgresAccountStore accounts = new PostgresAccountStore(database);
        AccountService accountService =
                new AccountService(
                        accounts,
                        random,
                        config.aliasDomain(),
                        limits,
                        PgpKeys.usable(InstantSource.system()));
        return new UseCases(
                accountService,
                new AliasService(
                        new PostgresAliasStore(database),
                        new RandomNames(random),
                        pseudonyms,
                        config.aliasDomain(),
                        limits),
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
                        closer.add(new KafkaAcceptedMails(config.bootstrapServers())),
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

    private LinkMailer mailer() {
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
}
