package io.relaystream.processor;

import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.seal.Seals;
import io.relaystream.platform.edge.http.ManagementServer;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Background;
import io.relaystream.platform.service.Closer;
import io.relaystream.processor.delivery.DeliveryLimits;
import io.relaystream.processor.delivery.MailSender;
import io.relaystream.processor.edge.kafka.DeliveryConsumer;
import io.relaystream.processor.edge.kafka.StreamsService;
import io.relaystream.processor.edge.log.CanonicalLog;
import io.relaystream.processor.edge.s3.S3MessageStore;
import io.relaystream.processor.edge.ses.SesMailSender;
import io.relaystream.processor.edge.smtp.SmtpMailSender;
import io.relaystream.processor.edge.spool.Spool;
import io.relaystream.processor.topology.ForwardingTopology;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;

/// The running streams-processor, wired by hand. Closing it ends the work in flight first.
public final class Processor implements AutoCloseable {
    private static final String WORKERS = "-delivery";
    private static final String CANONICAL_LOGS = "-canonical-log";

    private final Closer parts = new Closer();
    private final ProcessorConfig config;
    private final OurHosts hosts;
    private final Seals seals;
    private final StreamsService streams;

    private Processor(ProcessorConfig config, OutputStream canonical)
            throws IOException, InterruptedException {
        this.config = config;
        this.hosts = OurHosts.of(config.aliasDomain(), config.bounceAddress());
        this.seals = Seals.of(hosts, config.sealKey().value());
        try {
            new TopicSetup(
                            config.bootstrapServers(),
                            config.partitions(),
                            config.replicationFactor())
                    .ensure();
            MetricsExport metrics = parts.add(new MetricsExport(config.metrics()));
            streams = parts.add(topology(metrics.meters()));
            Spool spool = new Spool(config.spoolDir());
            S3MessageStore store =
                    parts.add(new S3MessageStore(config.s3(), spool, config.maxDeliveries()));
            DeliveryConsumer workers = workers(store, spool, metrics.meters());
            parts.add(canonicalLog(canonical));
            parts.add(
                    ManagementServer.start(
                            new InetSocketAddress(config.bind(), config.managementPort()),
                            List.of(
                                    streams.health(),
                                    workers.health(),
                                    store.health(config.bucket())),
                            metrics.prometheus()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /// @param canonical takes the canonical records, one line each, unless a file is configured
    /// @throws IOException if the management port is taken
    /// @throws InterruptedException while waiting for Kafka
    public static Processor start(ProcessorConfig config, OutputStream canonical)
            throws IOException, InterruptedException {
        return new Processor(config, canonical);
    }

    /// Whether the topology processes records; until then mail waits in its topics.
    public boolean running() {
        return streams.running();
    }

    @Override
    public void close() {
        parts.close();
    }

    private StreamsService topology(Meters meters) {
        ForwardingTopology topology =
                new ForwardingTopology(
                        new ForwardingTopology.Setup(
                                ForwardingPolicy.standard(seals.hops(), config.freeReplies()),
                                new Ledger(config.inDoubtWait(), config.pseudonyms()),
                                config.pseudonyms(),
                                hosts,
                                seals,
                                config.replyRetention(),
                                config.dailyLimits(),
                                config.partitions()),
                        meters);
        return StreamsService.start(
                topology.build(),
                new StreamsService.Settings(
                        config.bootstrapServers(),
                        config.applicationId(),
                        config.instance(),
                        config.streamThreads(),
                        config.replicationFactor(),
                        config.stateDir()),
                meters);
    }

    private DeliveryConsumer workers(S3MessageStore store, Spool spool, Meters meters) {
        return parts.add(
                DeliveryConsumer.start(
                        config.bootstrapServers(),
                        config.applicationId() + WORKERS,
                        config.instance(),
                        config.partitions(),
                        new DeliveryLimits(
                                config.maxDeliveries(),
                                config.maxDeliveryBytes(),
                                config.maxSendBytes()),
                        store,
                        sender(),
                        spool,
                        seals,
                        config.dashboard(),
                        meters));
    }

    private MailSender sender() {
        return switch (config.sender()) {
            case SMTP ->
                    parts.add(
                            new SmtpMailSender(
                                    config.smtp(), config.bounceAddress().domain(), config.dkim()));
            case SES ->
                    parts.add(
                            new SesMailSender(
                                    config.ses(),
                                    config.sesConfigurationSet(),
                                    config.maxDeliveries()));
        };
    }

    private Background canonicalLog(OutputStream canonical) {
        return config.canonicalFile()
                .map(file -> CanonicalLog.toFile(config.bootstrapServers(), file))
                .orElseGet(
                        () ->
                                CanonicalLog.toStream(
                                        config.bootstrapServers(),
                                        config.applicationId() + CANONICAL_LOGS,
                                        config.instance(),
                                        canonical));
    }
}
