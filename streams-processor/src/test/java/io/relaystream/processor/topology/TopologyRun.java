package io.relaystream.processor.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.account.Account;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.edge.kafka.StreamsService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/// The topology in memory: what goes in, what comes out, and a clock that only the test moves.
final class TopologyRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-05T12:00:01Z");
    static final Pseudonyms PSEUDONYMS = new Pseudonyms("a test key of 32 characters.....");
    static final Duration DOUBT_WAIT = Duration.ofMinutes(3);
    static final int PARTITIONS = 6;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private Instant now = START;

    TopologyRun(Path stateDir) {
        this(stateDir, ForwardingPolicy.standard());
    }

    TopologyRun(Path stateDir, ForwardingPolicy policy) {
        Meters meters = new Meters(metrics);
        StreamsService.Settings settings =
                new StreamsService.Settings("unused:1", "test", "one", 1, (short) 1, stateDir);
        driver =
                new TopologyTestDriver(
                        topology(policy, meters), settings.properties(meters), START);
    }

    static Topology topology(ForwardingPolicy policy, Meters meters) {
        return new ForwardingTopology(
                        policy, new Ledger(DOUBT_WAIT, PSEUDONYMS), PSEUDONYMS, meters, PARTITIONS)
                .build();
    }

    void known(Account account, Alias... aliases) {
        put(Topics.ACCOUNTS, account.id(), account);
        for (Alias alias : aliases) {
            put(Topics.ALIASES, alias.address().value(), alias);
        }
    }

    void arrives(InboundMail mail) {
        put(Topics.INBOUND, mail.recipient().value(), mail);
    }

    void reports(DeliveryRequest request, DeliveryCode code) {
        put(Topics.OUTCOMES, request.accountId(), DeliveryOutcome.of(request, code));
    }

    /// The tables are as fresh as now.
    void heartbeat() {
        put(Topics.CDC_HEARTBEAT, CdcHeartbeat.KEY, new CdcHeartbeat(now));
    }

    void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    List<DeliveryRequest> requests() {
        return received(Topics.DELIVERIES);
    }

    List<CanonicalRecord> endings() {
        return received(Topics.CANONICAL);
    }

    <V> void put(Topic<V> topic, String key, @Nullable V value) {
        TestInputTopic<String, V> input =
                driver.createInputTopic(
                        topic.name(), new StringSerializer(), topic.values().serializer());
        input.pipeInput(key, value, now);
    }

    List<byte[]> deadLetters() {
        return received(Topics.DEAD_LETTER);
    }

    private <V> List<V> received(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(), topic.keys().deserializer(), topic.values().deserializer())
                .readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
