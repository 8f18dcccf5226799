package io.relaystream.standalone;

import io.relaystream.api.Api;
import io.relaystream.api.ApiConfig;
import io.relaystream.bridge.Bridge;
import io.relaystream.bridge.BridgeConfig;
import io.relaystream.bridge.edge.file.FileSigningKeys;
import io.relaystream.bridge.intake.Effect;
import io.relaystream.cdc.Cdc;
import io.relaystream.cdc.CdcConfig;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.embedded.EmbeddedPostgres;
import io.relaystream.embedded.EmbeddedS3;
import io.relaystream.embedded.FreePort;
import io.relaystream.embedded.LocalSns;
import io.relaystream.embedded.MailCatcher;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import io.relaystream.processor.Processor;
import io.relaystream.processor.ProcessorConfig;
import io.relaystream.standalone.edge.HealthClient;
import io.relaystream.standalone.edge.SesGate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The embedded system: the same service classes as in production, on embedded parts.
final class Standalone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int KNOCKS = 50;

    private final StandaloneConfig config;
    private final Closer parts = new Closer();
    private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();
    private final MailCatcher catcher;
    private final boolean forwardsToCatcher;

    /// Starts everything and returns when mail can flow.
    ///
    /// @param environment `RELAY_*` variables override what is embedded
    Standalone(StandaloneConfig config, Map<String, String> environment, Console console)
            throws Exception {
        this.config = config;
        try {
            parts.add(InstanceLock.take(config.dataDir()));
            LocalSns.in(config.snsDir());
            Servers servers = console.step("Kafka, Postgres, S3, mail catcher", this::servers);
            catcher = servers.catcher();
            Map<String, String> variables =
                    config.forServices(
                            environment,
                            servers.postgres().jdbcUrl(StandaloneConfig.DATABASE),
                            servers.postgres().user(),
                            PseudonymKey.in(config.dataDir()));
            ProcessorConfig processor = ProcessorConfig.from(variables);
            forwardsToCatcher =
                    processor.sender() == ProcessorConfig.Sender.SMTP
                            && processor.smtp().host().equals(StandaloneConfig.LOOPBACK)
                            && processor.smtp().port() == catcher.port();
            console.step(
                    "alias-cdc, streams-processor, ingest-bridge, api",
                    () -> services(processor, variables));
            console.step("checking every part", this::check);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    StandaloneConfig config() {
        return config;
    }

    MailCatcher catcher() {
        return catcher;
    }

    /// Whether forwarded mail arrives at the catcher.
    boolean forwardsToCatcher() {
        return forwardsToCatcher;
    }

    @Override
    public void close() {
        starting.close();
        parts.close();
    }

    private record Servers(EmbeddedPostgres postgres, MailCatcher catcher) {}

    private Servers servers() throws Exception {
        Path data = config.dataDir();
        Future<EmbeddedKafka> kafka =
                begin(
                        () ->
                                EmbeddedKafka.start(
                                        data.resolve("kafka"),
                                        config.kafkaPort(),
                                        FreePort.find()));
        Future<EmbeddedPostgres> postgres =
                begin(
                        () ->
                                EmbeddedPostgres.start(
                                        data.resolve("postgres"), config.postgresPort()));
        Future<EmbeddedS3> s3 =
                begin(
                        () ->
                                EmbeddedS3.start(
                                        data.resolve("s3"),
                                        config.s3Port(),
                                        StandaloneConfig.BUCKET,
                                        StandaloneConfig.S3_ACCESS_KEY,
                                        StandaloneConfig.S3_SECRET_KEY));
        Future<MailCatcher> smtp = begin(() -> MailCatcher.start(config.catcherPort()));
        await(kafka);
        await(s3);
        return new Servers(await(postgres), await(smtp));
    }

    private boolean services(ProcessorConfig processor, Map<String, String> variables)
            throws Exception {
        new TopicSetup(
                        processor.bootstrapServers(),
                        processor.partitions(),
                        processor.replicationFactor())
                .ensure();
        Future<Processor> topology =
                begin(() -> Processor.start(processor, OutputStream.nullOutputStream()));
        List<Future<?>> services =
                List.of(
                        begin(() -> Cdc.start(CdcConfig.from(variables))),
                        begin(() -> bridge(BridgeConfig.from(variables))),
                        begin(() -> Api.start(ApiConfig.from(variables))));
        for (Future<?> service : services) {
            await(service);
        }
        awaitRunning(await(topology));
        return true;
    }

    /// Asks each part how it is and posts signed test messages, both of which also warm up what the
    /// first mails would otherwise wait for.
    private boolean check() throws IOException, InterruptedException {
        try (HealthClient health = new HealthClient();
                SesGate gate = new SesGate(config.sesGate())) {
            for (int i = 0; i < KNOCKS; i++) {
                gate.knock();
            }
            for (Map.Entry<String, URI> service : config.management().entrySet()) {
                Map<String, String> checks = health.checks(service.getValue());
                if (!checks.values().stream().allMatch("ok"::equals)) {
                    throw new IllegalStateException(
                            "%s must be well, got %s".formatted(service.getKey(), checks));
                }
            }
        }
        return true;
    }

    private static void awaitRunning(Processor processor) throws InterruptedException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!processor.running()) {
            if (Instant.now().isAfter(giveUp)) {
                throw new IllegalStateException(
                        "The topology must run within %s: see the log".formatted(PATIENCE));
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /// The bridge trusts the key that `./relaystream send` signs with, and no other.
    private Bridge bridge(BridgeConfig bridge) throws Exception {
        MetricsExport metrics = parts.add(new MetricsExport(bridge.metrics()));
        FileSigningKeys keys =
                new FileSigningKeys(LocalSns.CERTIFICATE_URL, config.snsDir().resolve("cert.pem"));
        return Bridge.start(bridge, metrics, keys, (_, _) -> Effect.DONE);
    }

    private <T extends AutoCloseable> Future<T> begin(Callable<T> start) {
        return starting.submit(() -> parts.add(start.call()));
    }

    private static <T> T await(Future<T> started) throws Exception {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
