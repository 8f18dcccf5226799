package io.relaystream.bridge;

import io.relaystream.bridge.edge.aws.SnsSubscriptions;
import io.relaystream.bridge.edge.http.HttpSigningKeys;
import io.relaystream.bridge.edge.http.IntakeServer;
import io.relaystream.bridge.edge.kafka.KafkaPublisher;
import io.relaystream.bridge.edge.kafka.KafkaReachable;
import io.relaystream.bridge.edge.s3.S3ObjectStore;
import io.relaystream.bridge.intake.Intake;
import io.relaystream.bridge.intake.Subscriptions;
import io.relaystream.bridge.ses.SesParser;
import io.relaystream.bridge.sns.Authenticator;
import io.relaystream.bridge.sns.SigningKeys;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.platform.edge.http.ManagementServer;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.MetricsExport;
import io.relaystream.platform.service.Closer;
import io.relaystream.platform.service.HealthCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/// The running bridge, wired by hand. Closing it lets what is in flight come to its end.
public final class Bridge implements AutoCloseable {
    private final Closer parts;
    private final IntakeServer intake;
    private final ManagementServer management;

    private Bridge(Closer parts, IntakeServer intake, ManagementServer management) {
        this.parts = parts;
        this.intake = intake;
        this.management = management;
    }

    /// Starts behind Amazon's SNS.
    ///
    /// @throws IOException if a port is taken
    /// @throws InterruptedException while waiting for Kafka
    public static Bridge start(BridgeConfig config) throws IOException, InterruptedException {
        Closer parts = new Closer();
        try {
            MetricsExport metrics = parts.add(new MetricsExport(config.metrics()));
            HttpSigningKeys keys =
                    parts.add(new HttpSigningKeys(metrics.meters(), InstantSource.system()));
            return start(parts, config, metrics, keys, new SnsSubscriptions(config.snsEndpoint()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /// Starts behind something that stands in for SNS.
    ///
    /// @param metrics belongs to the caller, as do the ports
    /// @throws IOException if a port is taken
    /// @throws InterruptedException while waiting for Kafka
    public static Bridge start(
            BridgeConfig config,
            MetricsExport metrics,
            SigningKeys keys,
            Subscriptions subscriptions)
            throws IOException, InterruptedException {
        Closer parts = new Closer();
        try {
            return start(parts, config, metrics, keys, subscriptions);
        } catch (IOException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /// The port that SNS posts to.
    public int port() {
        return intake.port();
    }

    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static Bridge start(
            Closer parts,
            BridgeConfig config,
            MetricsExport metrics,
            SigningKeys keys,
            Subscriptions subscriptions)
            throws IOException, InterruptedException {
        new TopicSetup(config.bootstrapServers(), config.partitions(), config.replicationFactor())
                .ensure();
        Meters meters = metrics.meters();
        KafkaReachable kafka = parts.add(new KafkaReachable(config.bootstrapServers()));
        KafkaPublisher publisher = parts.add(new KafkaPublisher(config.bootstrapServers(), meters));
        S3ObjectStore store = parts.add(new S3ObjectStore(config.s3(), meters));
        Intake intake =
                new Intake(
                        new Authenticator(config.topics(), keys),
                        new SesParser(
                                config.s3().bucket(), OurHosts.replyDomain(config.aliasDomain())),
                        subscriptions,
                        store,
                        publisher,
                        InstantSource.system());
        ManagementServer management =
                parts.add(
                        ManagementServer.start(
                                new InetSocketAddress(config.bind(), config.managementPort()),
                                List.of(new HealthCheck("kafka", kafka)),
                                metrics.prometheus()));
        IntakeServer server =
                parts.add(
                        IntakeServer.start(
                                config.bind(),
                                config.port(),
                                intake,
                                meters,
                                config.maxInFlight()));
        return new Bridge(parts, server, management);
    }
}
