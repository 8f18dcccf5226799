package io.relaystream.processor.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.log.LoggedMail;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.seal.Seals;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.edge.kafka.StreamsService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/// The topology in memory: what goes in, what comes out, and a clock that only the test moves.
final class TopologyRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-05T12:00:01Z");
    static final String SECRET = "a test key of 32 characters.....";
    static final Pseudonyms PSEUDONYMS = new Pseudonyms(SECRET);
    static final EmailAddress BOUNCES = new EmailAddress("bounces@relay.localhost");
    static final OurHosts HOSTS = OurHosts.of("relay.localhost", BOUNCES);
    static final Seals SEALS = Seals.of(HOSTS, SECRET);
    static final ForwardingPolicy POLICY = ForwardingPolicy.standard(SEALS.hops(), false);
    static final Duration DOUBT_WAIT = Duration.ofMinutes(3);
    static final int PARTITIONS = 6;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private Instant now = START;

    TopologyRun(Path stateDir) {
        this(stateDir, POLICY);
    }

    TopologyRun(Path stateDir, DailyLimits limits) {
        this(stateDir, POLICY, limits);
    }

    TopologyRun(Path stateDir, ForwardingPolicy policy) {
        this(stateDir, policy, DailyLimits.STANDARD);
    }

    private TopologyRun(Path stateDir, ForwardingPolicy policy, DailyLimits limits) {
        Meters meters = new Meters(metrics);
        StreamsService.Settings settings =
                new StreamsService.Settings("unused:1", "test", "one", 1, (short) 1, stateDir);
        driver =
                new TopologyTestDriver(
                        topology(policy, limits, meters), settings.properties(meters), START);
    }

    static Topology topology(ForwardingPolicy policy, DailyLimits limits, Meters meters) {
        return new ForwardingTopology(
                        new ForwardingTopology.Setup(
                                policy,
                                new Ledger(DOUBT_WAIT, PSEUDONYMS),
                                PSEUDONYMS,
                                HOSTS,
                                SEALS,
                                Duration.ofDays(180),
                                limits,
                                PARTITIONS),
                        meters)
                .build();
    }

    void known(Account account, Alias... aliases) {
        put(Topics.ACCOUNTS, account.id(), account);
        for (Alias alias : aliases) {
            put(Topics.ALIASES, alias.address().value(), alias);
        }
    }

    void owns(Domain domain) {
        put(Topics.DOMAINS, domain.host(), domain);
    }

    void deleted(String address) {
        String hash = PSEUDONYMS.of(address);
        put(Topics.DELETED_ALIASES, hash, new DeletedAlias(hash, now));
    }

    void arrives(InboundMail mail) {
        put(Topics.INBOUND, mail.mailbox().value(), mail);
    }

    /// What would become of this mail?
    Explanation asks(InboundMail mail) {
        put(Topics.QUESTIONS, mail.mailbox().value(), mail);
        return received(Topics.EXPLANATIONS).getFirst();
    }

    void reports(DeliveryRequest request, DeliveryCode code) {
        put(Topics.OUTCOMES, request.accountId(), DeliveryOutcome.of(request, code));
    }

    void sent(DeliveryRequest request, long bytes) {
        put(
                Topics.OUTCOMES,
                request.accountId(),
                new DeliveryOutcome(
                        request.deliveryId(),
                        request.attempt(),
                        request.accountId(),
                        DeliveryCode.SENT,
                        "provider-1",
                        bytes,
                        1,
                        2,
                        3,
                        0,
                        false));
    }

    /// A provider reports about a mail; the bridge picks the key as here.
    void tells(Feedback feedback) {
        String key =
                Stream.of(
                                Optional.ofNullable(feedback.accountId()),
                                Optional.ofNullable(feedback.recipient()).map(EmailAddress::value))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(feedback.providerId());
        put(Topics.FEEDBACK, key, feedback);
    }

    /// Long enough for an absence to be trusted.
    void tablesAreFresh() {
        passes(Duration.ofSeconds(4));
        heartbeat();
        passes(Duration.ofSeconds(1));
        passes(Duration.ofSeconds(2));
    }

    Instant now() {
        return now;
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

    List<LoggedMail> log() {
        return received(Topics.LOG);
    }

    List<AccountEvent> events() {
        return received(Topics.ACCOUNT_EVENTS);
    }

    /// The newest counts of each alias and account.
    Map<String, AliasStats> stats() {
        Map<String, AliasStats> newest = new HashMap<>();
        received(Topics.ALIAS_STATS).forEach(stats -> newest.put(stats.key(), stats));
        return newest;
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
