package io.relaystream.processor.topology;

import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;

/// The data flow of a mail, from acceptance to its canonical record.
///
/// ```text
/// mail.inbound ─ dedupe ─ resolve ─┬─ unknown ──────────────────▶ mail.canonical
///                            ▲     └─ found ─ (by account) ─ decide ─┬─ drop ─▶ mail.canonical
/// alias.state, cdc.heartbeat ┘                                ▲      └─ ledger ─▶ mail.deliveries
/// account.state ──────────────────────────────────────────────┘           │            │
/// mail.outcomes ◀──────────────── delivery workers ◀──────────────────────┼────────────┘
///       └─ progress ─ ledger ─┬─ again ─▶ mail.deliveries ◀── due ────────┘
///                             └─ ended ─▶ mail.canonical
/// ```
public final class ForwardingTopology {
    /// The store that holds the newest heartbeat of change data capture.
    public static final String FRESHNESS = "freshness";

    private final ForwardingPolicy policy;
    private final Ledger ledger;
    private final Pseudonyms pseudonyms;
    private final Meters meters;
    private final LedgerGauges gauges;
    private final int partitions;

    /// @param partitions of every keyed topic
    public ForwardingTopology(
            ForwardingPolicy policy,
            Ledger ledger,
            Pseudonyms pseudonyms,
            Meters meters,
            int partitions) {
        this.policy = policy;
        this.ledger = ledger;
        this.pseudonyms = pseudonyms;
        this.meters = meters;
        this.gauges = new LedgerGauges(meters);
        this.partitions = partitions;
    }

    /// Every operator, store and internal topic is named: names are part of the stored state.
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        StateStores.addTo(builder);
        table(builder, Topics.ALIASES, StateStores.ALIASES);
        table(builder, Topics.ACCOUNTS, StateStores.ACCOUNTS);
        builder.globalTable(
                Topics.CDC_HEARTBEAT.name(),
                consumed(Topics.CDC_HEARTBEAT),
                stored(Topics.CDC_HEARTBEAT, StateStores.FRESHNESS));

        KStream<String, InboundMail> mails = stream(builder, Topics.INBOUND);
        KStream<String, DeliveryOutcome> outcomes = stream(builder, Topics.OUTCOMES);

        KStream<String, Resolution> resolutions =
                mails.processValues(() -> new Deduplicate(meters), as("dedupe"), StateStores.SEEN)
                        .process(
                                () -> new Resolve(meters),
                                as("resolve"),
                                StateStores.ALIASES,
                                StateStores.HELD_MAILS);

        record(
                "unknown",
                resolutions.flatMapValues(
                        resolution -> resolution.endings(meters), as("end-unknown")));
        KStream<String, Emission> decided =
                resolutions
                        .flatMapValues(Resolution::found, as("find"))
                        .selectKey((_, found) -> found.alias().accountId(), as("by-account"))
                        .repartition(byAccount())
                        .process(
                                () -> new Decide(policy, ledger, pseudonyms, gauges, meters),
                                as("decide"),
                                StateStores.ACCOUNTS,
                                StateStores.HELD_RESOLVED,
                                StateStores.LEDGER,
                                StateStores.LEDGER_DUE);
        KStream<String, Emission> progressed =
                outcomes.process(
                        () -> new Progress(ledger, gauges, meters),
                        as("progress"),
                        StateStores.LEDGER,
                        StateStores.LEDGER_DUE);

        KStream<String, Emission> emissions = decided.merge(progressed, as("emissions"));
        emissions
                .flatMapValues(Emission::requests, as("ask"))
                .to(Topics.DELIVERIES.name(), produced(Topics.DELIVERIES, "request"));
        record("known", emissions.flatMapValues(Emission::endings, as("end-known")));
        return builder.build();
    }

    private static void record(String which, KStream<String, CanonicalRecord> endings) {
        endings.selectKey((_, ending) -> ending.deliveryId(), as("by-delivery-" + which))
                .to(Topics.CANONICAL.name(), produced(Topics.CANONICAL, "record-" + which));
    }

    private Repartitioned<String, ResolvedMail> byAccount() {
        return Repartitioned.<String, ResolvedMail>as("resolved")
                .withKeySerde(Topics.INBOUND.keys())
                .withValueSerde(StateStores.RESOLVED_MAIL)
                .withNumberOfPartitions(partitions);
    }

    private static <V> KStream<String, V> stream(StreamsBuilder builder, Topic<V> topic) {
        return builder.stream(topic.name(), consumed(topic));
    }

    private static <V> void table(StreamsBuilder builder, Topic<V> topic, String store) {
        builder.table(topic.name(), consumed(topic), stored(topic, store));
    }

    private static <V> Consumed<String, V> consumed(Topic<V> topic) {
        return Consumed.with(topic.keys(), topic.values()).withName("read-" + topic.name());
    }

    private static <V> Materialized<String, V, KeyValueStore<Bytes, byte[]>> stored(
            Topic<V> topic, String store) {
        return Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(store)
                .withKeySerde(topic.keys())
                .withValueSerde(topic.values())
                .withCachingDisabled();
    }

    private static <V> Produced<String, V> produced(Topic<V> topic, String name) {
        return Produced.with(topic.keys(), topic.values()).withName(name);
    }

    private static Named as(String name) {
        return Named.as(name);
    }
}
