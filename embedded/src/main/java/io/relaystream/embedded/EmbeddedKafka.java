package io.relaystream.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// A Kafka broker that is its own controller (KRaft), in this JVM and on loopback.
///
/// It is made of the classes that Kafka's own start script runs. They are internal API, so nothing
/// outside this class knows them. As in Kafka, a broken data directory halts the JVM.
public final class EmbeddedKafka implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final DataLock lock;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, DataLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /// Starts on the data in the directory, which is made and formatted if it is new.
    ///
    /// Returns when the broker serves requests: after 1 to 3 s, and some more after a `kill -9`.
    /// Both ports may differ from the last start on the same data.
    ///
    /// @throws IllegalStateException if a port is taken or another live process uses the data
    public static EmbeddedKafka start(Path dataDir, int port, int controllerPort) {
        try {
            DataLock lock = DataLock.take(dataDir, "Kafka");
            try {
                FreePort.require(port, "Kafka");
                FreePort.require(controllerPort, "Kafka controller");
                formatIfNew(lock.directory());
                var settings = settings(lock.directory(), port, controllerPort);
                return new EmbeddedKafka(launch(settings), lock, port);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#start(Path, int, int)], on ports that are free now.
    public static EmbeddedKafka startOnFreePort(Path dataDir) {
        List<Integer> ports = FreePort.find(2);
        return start(dataDir, ports.getFirst(), ports.getLast());
    }

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        try (lock) {
            stop(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaRaftServer launch(Map<String, String> settings) {
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            // Its threads would keep the JVM alive.
            stop(server);
            throw e;
        }
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void formatIfNew(Path dataDir) {
        // The last file that formatting writes, so a directory without it has no data yet.
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(dataDir.toString()))
                    .setMetadataLogDirectory(dataDir.toString())
                    .setControllerListenerName(CONTROLLER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format %s for Kafka".formatted(dataDir), e);
        }
    }

    private static Map<String, String> settings(Path dataDir, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(addresses(dataDir, port, controllerPort));
        settings.putAll(limits());
        settings.putAll(internalTopics());
        settings.putAll(promptness());
        settings.putAll(frugality());
        return settings;
    }

    private static Map<String, String> addresses(Path dataDir, int port, int controllerPort) {
        String broker = "PLAINTEXT://" + HOST + ":" + port;
        String controller = HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE_ID),
                "log.dirs",
                dataDir.toString(),
                "listeners",
                broker + "," + CONTROLLER + "://" + controller,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE_ID + "@" + controller);
    }

    private static Map<String, String> limits() {
        return Map.of(
                // A topic that nobody declared is a mistake.
                "auto.create.topics.enable", "false",
                "message.max.bytes", String.valueOf(2 * 1024 * 1024),
                // The offsets of an idle group must outlive every record it may still have to
                // read: the queue of deliveries keeps 14 days, so Kafka's default of 7 would let
                // a group that was away that long start all over and send mails twice.
                "offsets.retention.minutes", String.valueOf(Duration.ofDays(30).toMinutes()));
    }

    /// One broker can hold one replica, and few partitions start faster.
    private static Map<String, String> internalTopics() {
        Map<String, String> settings = new HashMap<>();
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "4");
        return settings;
    }

    /// Nobody waits for a member, a broker or a transaction that died with its JVM.
    private static Map<String, String> promptness() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // Static members of 6 s and shorter ones in tests.
                "group.min.session.timeout.ms", "1000",
                // A restarted broker is let in only when the session of its last life has ended.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                // An open transaction hides all that follows it; look for expired ones each second.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    /// Fewer threads and buffers than a server with disks of its own.
    private static Map<String, String> frugality() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
    }
}
