package io.relaystream.processor.edge.kafka;

import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.processor.topology.ForwardingTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a topology under exactly-once. A stream thread that fails is replaced, but not for ever.
public final class StreamsService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST_REPLACEMENTS = 20;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(10);

    private final KafkaStreams streams;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    /// Where and how the topology runs.
    ///
    /// @param instance stable across restarts: static membership (KIP-345), for as long as the
    ///   topology is the same
    /// @param threads stream threads of this process
    public record Settings(
            String bootstrapServers,
            String applicationId,
            String instance,
            int threads,
            short replicationFactor,
            Path stateDir) {

        /// @param meters handed to the dead-letter handlers, which Kafka Streams creates itself
        public Properties properties(Meters meters) {
            Properties properties = new Properties();
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
            properties.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instance);
            properties.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
            properties.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                    2_000);
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
            properties.put(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            // Each commit ends a transaction, and read_committed readers wait for it: this is most
            // of a hop's latency. Each also costs some thirty small appends: at 20 mails/s, 50 ms
            // need a third less CPU than 20 ms.
            properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50);
            properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
            properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
            properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
            properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
            properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
            properties.put(
                    StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG),
                    "LogAppendTime");
            properties.put(
                    StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                    Topics.DEAD_LETTER.name());
            properties.put(
                    StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                    ProcessingDeadLetters.class);
            properties.put(
                    StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    UnreadableDeadLetters.class);
            // Named by text: the constant is deprecated because Kafka 5 makes it the default.
            properties.put("processing.exception.handler.global.enabled", true);
            properties.put(DeadLetterAlarm.METERS, meters);
            return properties;
        }
    }

    private StreamsService(KafkaStreams streams, Meters meters) {
        this.streams = streams;
        streams.setUncaughtExceptionHandler(this::replace);
        streams.setStateListener(
                (now, before) ->
                        LOG.atInfo().addKeyValue(LogKey.STATE.key(), now).log("Streams state"));
        meters.gauge(Metric.ALIAS_TABLE_AGE, this::tableAgeSeconds);
    }

    public static StreamsService start(Topology topology, Settings settings, Meters meters) {
        Properties properties = settings.properties(meters);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                settings.instance() + "-" + fingerprint(topology));
        StreamsService service = new StreamsService(new KafkaStreams(topology, properties), meters);
        service.streams.start();
        return service;
    }

    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    public HealthCheck health() {
        return new HealthCheck(
                "streams",
                () ->
                        running()
                                ? Optional.empty()
                                : Optional.of(
                                        "the topology is %s; it must be RUNNING: see the log"
                                                .formatted(streams.state())));
    }

    @Override
    public void close() {
        if (!streams.close(CLOSE_TIMEOUT)) {
            LOG.atWarn().log("Streams did not close in time; its transaction will be aborted");
        }
    }

    /// A static member that comes back is given the tasks that it had, without a rebalance. After
    /// an upgrade these are tasks that the new topology may not have, so it comes as another
    /// member.
    private static String fingerprint(Topology topology) {
        return Integer.toHexString(topology.describe().toString().hashCode());
    }

    private synchronized StreamThreadExceptionResponse replace(Throwable cause) {
        Instant now = Instant.now();
        replacements.add(now);
        replacements.removeIf(at -> at.isBefore(now.minus(REPLACEMENT_WINDOW)));
        if (replacements.size() > MOST_REPLACEMENTS) {
            LOG.atError().setCause(cause).log("Stream threads keep failing; streams stops here");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.atWarn().setCause(cause).log("A stream thread failed and is replaced");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /// Seconds since the newest heartbeat; NaN while it is not known.
    private double tableAgeSeconds() {
        try {
            ValueAndTimestamp<CdcHeartbeat> newest =
                    streams.store(
                                    StoreQueryParameters.fromNameAndType(
                                            ForwardingTopology.FRESHNESS,
                                            QueryableStoreTypes
                                                    .<String, CdcHeartbeat>
                                                            timestampedKeyValueStore()))
                            .get(CdcHeartbeat.KEY);
            return newest == null
                    ? Double.NaN
                    : Duration.between(newest.value().beatAt(), Instant.now()).toMillis() / 1000.0;
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Double.NaN;
        }
    }
}
