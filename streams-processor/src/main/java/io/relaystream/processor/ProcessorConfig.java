package io.relaystream.processor;

import io.relaystream.core.Code;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.config.DailyLimitSettings;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.HostName;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import io.relaystream.platform.metrics.MetricsConfig;
import io.relaystream.processor.dkim.DkimSigner;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import io.relaystream.processor.edge.smtp.SmtpServer;
import io.relaystream.processor.edge.smtp.SmtpServer.StartTls;
import io.relaystream.processor.mime.Dashboard;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings of the streams-processor, read from `RELAY_*` variables.
///
/// @param applicationId consumer group and prefix of internal topics; changing it loses state
/// @param instance name of this process, stable across its restarts: a restarted process takes its
///   old place in the group at once
/// @param aliasDomain domain of the aliases that we issue
/// @param freeReplies whether accounts on the free plan may reply
/// @param replyRetention how long a reverse address is known after it was last given to its owner
///   or used
/// @param sealKey what the marks are made with that travel with our mail; the same text as that of
///   the pseudonyms
/// @param bounceAddress base of the addresses that we send from
/// @param dashboard where forwarded mail leads its readers to
/// @param bucket where mail usually lies; each mail names its own, this one is checked
/// @param maxSendBytes the largest mail that the provider takes
/// @param spoolDir where large mails lie while they are delivered
/// @param dkim signs what goes out by SMTP
/// @param inDoubtWait how long a doubtful mail waits for the provider's events
public record ProcessorConfig(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        String instance,
        String bind,
        int managementPort,
        String applicationId,
        int streamThreads,
        Path stateDir,
        Optional<Path> canonicalFile,
        String aliasDomain,
        DailyLimits dailyLimits,
        boolean freeReplies,
        Duration replyRetention,
        Pseudonyms pseudonyms,
        Secret sealKey,
        int maxDeliveries,
        long maxDeliveryBytes,
        long maxSendBytes,
        Path spoolDir,
        Duration inDoubtWait,
        EmailAddress bounceAddress,
        Dashboard dashboard,
        AwsEndpoint s3,
        String bucket,
        Sender sender,
        SmtpServer smtp,
        Optional<DkimSigner> dkim,
        AwsEndpoint ses,
        Optional<String> sesConfigurationSet,
        MetricsConfig metrics) {

    private static final long MEBIBYTE = 1024L * 1024;

    /// A local part has at most 64 characters (RFC 5321 section 4.5.3.1.1).
    private static final int MAX_BOUNCE_LOCAL = 13;

    /// Which provider sends.
    public enum Sender implements Code {
        SMTP,
        SES
    }

    public static ProcessorConfig from(Map<String, String> variables) {
        return Env.load(variables, ProcessorConfig::read);
    }

    private static ProcessorConfig read(Env env) {
        Sender sender = env.choice(Setting.SENDER, Sender.class, Sender.SMTP);
        int maxDeliveries = env.integer(Setting.MAX_DELIVERIES, 64, 1, 10_000);
        String aliasDomain =
                env.parsedOr(Setting.ALIAS_DOMAIN, EmailAddress::host, "relay.localhost");
        return new ProcessorConfig(
                env.text(Setting.BOOTSTRAP_SERVERS),
                env.integer(Setting.PARTITIONS, 6, 1, 1_000),
                (short) env.integer(Setting.REPLICATION_FACTOR, 1, 1, 5),
                env.text(Setting.INSTANCE, HostName.current()),
                env.text(Setting.BIND, "127.0.0.1"),
                env.port(Setting.PROCESSOR_MANAGEMENT_PORT, 8092),
                env.text(Setting.APPLICATION_ID, "relaystream"),
                env.integer(Setting.STREAM_THREADS, 2, 1, 64),
                Path.of(env.text(Setting.STATE_DIR, "/var/lib/relaystream/state")),
                env.optional(Setting.CANONICAL_FILE).map(Path::of),
                aliasDomain,
                DailyLimitSettings.read(env),
                env.flag(Setting.FREE_REPLIES),
                env.duration(Setting.REPLY_RETENTION, Duration.ofDays(180), Duration.ofDays(1)),
                env.parsed(Setting.PSEUDONYM_KEY, Pseudonyms::new, new Pseudonyms("0".repeat(32))),
                env.secret(Setting.PSEUDONYM_KEY, ""),
                maxDeliveries,
                env.number(
                        Setting.MAX_DELIVERY_BYTES,
                        256 * MEBIBYTE,
                        40 * MEBIBYTE,
                        64 * 1024 * MEBIBYTE),
                env.number(
                        Setting.MAX_SEND_BYTES, defaultLargest(sender), MEBIBYTE, 1024 * MEBIBYTE),
                Path.of(env.text(Setting.SPOOL_DIR, "/var/tmp")),
                env.duration(Setting.IN_DOUBT_WAIT, defaultDoubtWait(sender), Duration.ZERO),
                env.parsedOr(
                        Setting.BOUNCE_ADDRESS,
                        ProcessorConfig::bounceAddress,
                        new EmailAddress("bounces@" + aliasDomain)),
                env.parsedOr(
                        Setting.DASHBOARD_URL,
                        ProcessorConfig::dashboard,
                        new Dashboard("http://127.0.0.1:8081")),
                aws(env, Setting.S3_ENDPOINT),
                env.text(Setting.S3_BUCKET, "relay-mail"),
                sender,
                smtp(env, maxDeliveries),
                DkimSettings.read(env, aliasDomain),
                aws(env, Setting.SES_ENDPOINT),
                env.optional(Setting.SES_CONFIGURATION_SET),
                MetricsConfig.from(env));
    }

    /// Behind the local part come a `+` and a token that tells the account.
    private static EmailAddress bounceAddress(String text) {
        EmailAddress address = new EmailAddress(text);
        String local = address.local();
        if (local.length() > MAX_BOUNCE_LOCAL || local.contains("+") || local.startsWith("\"")) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters before the @, without + and quotes, as a token is added there, got %d"
                            .formatted(
                                    Setting.BOUNCE_ADDRESS.variable(),
                                    MAX_BOUNCE_LOCAL,
                                    local.length()));
        }
        return address;
    }

    private static Dashboard dashboard(String text) {
        URI url = URI.create(text);
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "%s must be a URL such as https://relay.example, got '%s'"
                            .formatted(Setting.DASHBOARD_URL.variable(), text));
        }
        return new Dashboard(text.replaceFirst("/+$", ""));
    }

    private static SmtpServer smtp(Env env, int connections) {
        return new SmtpServer(
                env.text(Setting.SMTP_HOST, "127.0.0.1"),
                env.port(Setting.SMTP_PORT, 25),
                env.optional(Setting.SMTP_USERNAME),
                env.optionalSecret(Setting.SMTP_PASSWORD),
                env.choice(Setting.SMTP_STARTTLS, StartTls.class, StartTls.WHEN_OFFERED),
                connections);
    }

    private static AwsEndpoint aws(Env env, Setting endpoint) {
        Optional<Secret> access = env.optionalSecret(Setting.S3_ACCESS_KEY);
        Optional<Secret> secret = env.optionalSecret(Setting.S3_SECRET_KEY);
        if (access.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(
                    "RELAY_S3_ACCESS_KEY and RELAY_S3_SECRET_KEY must be set together");
        }
        return new AwsEndpoint(
                env.text(Setting.AWS_REGION, "us-east-1"),
                env.optionalUri(endpoint),
                access,
                secret);
    }

    /// SES takes 40 MB and not a byte more; SMTP servers take what they want to.
    private static long defaultLargest(Sender sender) {
        return switch (sender) {
            case SMTP -> 50_000_000;
            case SES -> 40_000_000;
        };
    }

    /// SES tells by events whether a doubtful mail was sent; an SMTP server never does.
    private static Duration defaultDoubtWait(Sender sender) {
        return switch (sender) {
            case SMTP -> Duration.ZERO;
            case SES -> Duration.ofMinutes(3);
        };
    }
}
