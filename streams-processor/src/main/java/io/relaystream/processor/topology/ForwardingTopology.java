package io.relaystream.processor.topology;

import io.relaystream.core.account.Account;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.Explanation;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.ledger.Ledger;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.seal.Seals;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.state.KeyValueStore;

/// The data flow of a mail, from acceptance to its canonical record.
///
/// ```text
/// mail.inbound ─ dedupe ─ resolve ─┬─ nobody ───────────────────▶ mail.canonical
/// mail.waited ◀─ pause ────▶ ▲     └─ found ─ (by account) ─ decide ─┬─ drop ─▶ mail.canonical
/// alias.state, domain.state, ┤                                ▲      └─ ledger ─▶ mail.deliveries
/// alias.deleted, heartbeat ──┘                                │            │            │
/// reply.contexts ─ remember ──────────────────────────────────┤            │            │
/// account.state ──────────────────────────────────────────────┤            │            │
/// mail.outcomes ◀──────────────── delivery workers ◀──────────┼────────────┼────────────┘
///       └─ progress ─ ledger ─┬─ again ─▶ mail.deliveries ◀── due ─────────┘
///                             └─ ended ─▶ mail.canonical      │
/// mail.feedback ─ attribute ─ (by account) ─ react ───────────┘ bounces, complaints, doubts
/// mail.questions ─ inquire ─┬─────────────────────────────────▶ mail.explanations
///                           └─ found ─ (by account) ─ decide ─▶ mail.explanations
/// decide, progress, react ────────────────────────────────────▶ mail.log
/// ```
///
/// Whatever decides, delays and ends mails tells beside that where the mail of an account is
/// (`mail.log`), what has become of the mail of an alias (`alias.stats`) and what happened to an
/// account (`account.events`).
public final class ForwardingTopology {
    /// The store that holds the newest heartbeat of change data capture.
    public static final String FRESHNESS = "freshness";

    /// What keeps the mails, accounts and counts of an account's partition.
    private static final String[] ACCOUNT_STORES = {
        StateStores.STANDINGS,
        StateStores.STATS,
        StateStores.NOTICES,
        Recent.ends(StateStores.NOTICES),
        StateStores.LEDGER,
        StateStores.LEDGER_DUE
    };

    private final Setup setup;
    private final Meters meters;
    private final LedgerGauges gauges;

    /// What the topology decides with.
    ///
    /// @param hosts which hosts are ours
    /// @param seals open the addresses that reports and answers come to
    /// @param replyRetention how long a reverse address is known after it was last given to its
    ///   owner or used
    /// @param limits of each account and day
    /// @param partitions of every keyed topic
    public record Setup(
            ForwardingPolicy policy,
            Ledger ledger,
            Pseudonyms pseudonyms,
            OurHosts hosts,
            Seals seals,
            Duration replyRetention,
            DailyLimits limits,
            int partitions) {}

    public ForwardingTopology(Setup setup, Meters meters) {
        this.setup = setup;
        this.meters = meters;
        this.gauges = new LedgerGauges(meters);
    }

    /// Every operator, store and internal topic is named: names are part of the stored state.
    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        StateStores.addTo(builder);
        table(builder, Topics.ALIASES, StateStores.ALIASES);
        accountsByEmail(table(builder, Topics.ACCOUNTS, StateStores.ACCOUNTS));
        globalTable(builder, Topics.CDC_HEARTBEAT, StateStores.FRESHNESS);
        globalTable(builder, Topics.DOMAINS, StateStores.DOMAINS);
        globalTable(builder, Topics.DELETED_ALIASES, StateStores.DELETED_ALIASES);

        stream(builder, Topics.REPLY_CONTEXTS)
                .process(
                        () -> new RememberReplies(setup),
                        as("remember-replies"),
                        StateStores.REPLY_CONTEXTS,
                        StateStores.REPLY_CONTEXT_ENDS);

        KStream<String, Resolution> resolutions =
                resolved(stream(builder, Topics.INBOUND), stream(builder, Topics.WAITED))
                        .merge(inquired(stream(builder, Topics.QUESTIONS)), as("resolutions"));
        KStream<String, Emission> emissions =
                decided(resolutions)
                        .merge(progressed(stream(builder, Topics.OUTCOMES)), as("mail-emissions"))
                        .merge(reacted(stream(builder, Topics.FEEDBACK)), as("emissions"));

        record(
                "unknown",
                resolutions.flatMapValues(
                        resolution -> resolution.endings(meters), as("end-unknown")));
        explain(
                "unknown",
                resolutions.flatMapValues(Resolution::explanations, as("explain-unknown")));
        emissions
                .flatMapValues(only(Emission.Waited.class, Emission.Waited::mail), as("wait"))
                .to(Topics.WAITED.name(), produced(Topics.WAITED, "again"));
        emissions
                .flatMapValues(only(Emission.Request.class, Emission.Request::request), as("ask"))
                .to(Topics.DELIVERIES.name(), produced(Topics.DELIVERIES, "request"));
        emissions
                .flatMapValues(only(Emission.Logged.class, Emission.Logged::mail), as("log"))
                .to(Topics.LOG.name(), produced(Topics.LOG, "logged"));
        record(
                "known",
                emissions.flatMapValues(
                        only(Emission.Ended.class, Emission.Ended::ending), as("end-known")));
        explain(
                "known",
                emissions.flatMapValues(
                        only(Emission.Explained.class, Emission.Explained::explanation),
                        as("explain-known")));
        emissions
                .flatMapValues(only(Emission.Counted.class, Emission.Counted::stats), as("count"))
                .selectKey((_, stats) -> stats.key(), as("by-alias"))
                .to(Topics.ALIAS_STATS.name(), produced(Topics.ALIAS_STATS, "stats"));
        emissions
                .flatMapValues(only(Emission.Happened.class, Emission.Happened::event), as("tell"))
                .to(Topics.ACCOUNT_EVENTS.name(), produced(Topics.ACCOUNT_EVENTS, "event"));
        return builder.build();
    }

    private KStream<String, Resolution> resolved(
            KStream<String, InboundMail> mails, KStream<String, InboundMail> waited) {
        return mails.processValues(() -> new Deduplicate(meters), as("dedupe"), StateStores.SEEN)
                .merge(waited, as("mails"))
                .process(
                        () -> new Resolve(setup, meters),
                        as("resolve"),
                        StateStores.ALIASES,
                        StateStores.HELD_MAILS);
    }

    private KStream<String, Resolution> inquired(KStream<String, InboundMail> questions) {
        return questions.process(
                () -> new Inquire(setup, meters), as("inquire"), StateStores.ALIASES);
    }

    private KStream<String, Emission> decided(KStream<String, Resolution> resolutions) {
        return resolutions
                .flatMapValues(Resolution::found, as("find"))
                .selectKey((_, found) -> found.accountId(), as("by-account"))
                .repartition(byAccount("resolved", StateStores.RESOLVED_MAIL))
                .process(
                        () -> new Decide(setup, gauges, meters),
                        as("decide"),
                        with(
                                StateStores.ACCOUNTS,
                                StateStores.HELD_RESOLVED,
                                StateStores.POSTPONED,
                                StateStores.REPLY_CONTEXTS,
                                StateStores.REPLY_CONTEXT_ENDS,
                                StateStores.MADE_ALIASES,
                                Recent.ends(StateStores.MADE_ALIASES)));
    }

    private KStream<String, Emission> progressed(KStream<String, DeliveryOutcome> outcomes) {
        return outcomes.process(
                () -> new Progress(setup, gauges, meters),
                as("progress"),
                with(StateStores.ACCOUNTS));
    }

    private KStream<String, Emission> reacted(KStream<String, Feedback> feedback) {
        return feedback.process(
                        () -> new Attribute(meters), as("attribute"), StateStores.ACCOUNTS_BY_EMAIL)
                .repartition(byAccount("attributed", StateStores.ATTRIBUTED_FEEDBACK))
                .process(
                        () -> new React(setup, gauges, meters),
                        as("react"),
                        with(
                                StateStores.ACCOUNTS,
                                StateStores.SEEN_FEEDBACK,
                                Recent.ends(StateStores.SEEN_FEEDBACK)));
    }

    /// Two accounts never have the same address, except for the moment in which it moves from one
    /// to the other: then the newer one has it.
    private static void accountsByEmail(KTable<String, Account> accounts) {
        accounts.groupBy(
                        (_, account) -> KeyValue.pair(account.email().value(), account),
                        Grouped.with(
                                StateStores.ACCOUNTS_BY_EMAIL,
                                Topics.ACCOUNTS.keys(),
                                Topics.ACCOUNTS.values()))
                .reduce(
                        (_, now) -> now,
                        (known, before) -> known.id().equals(before.id()) ? null : known,
                        as("reduce-accounts-by-email"),
                        stored(Topics.ACCOUNTS, StateStores.ACCOUNTS_BY_EMAIL));
    }

    private static String[] with(String... stores) {
        return Stream.concat(Stream.of(stores), Stream.of(ACCOUNT_STORES)).toArray(String[]::new);
    }

    private static <E extends Emission, V> ValueMapper<Emission, List<V>> only(
            Class<E> type, Function<E, V> content) {
        return emission ->
                type.isInstance(emission) ? List.of(content.apply(type.cast(emission))) : List.of();
    }

    private static void record(String which, KStream<String, CanonicalRecord> endings) {
        endings.selectKey((_, ending) -> ending.deliveryId(), as("by-delivery-" + which))
                .to(Topics.CANONICAL.name(), produced(Topics.CANONICAL, "record-" + which));
    }

    private static void explain(String which, KStream<String, Explanation> explanations) {
        explanations
                .selectKey((_, answer) -> answer.questionId(), as("by-question-" + which))
                .to(
                        Topics.EXPLANATIONS.name(),
                        produced(Topics.EXPLANATIONS, "explanation-" + which));
    }

    private <V> Repartitioned<String, V> byAccount(String name, Serde<V> values) {
        return Repartitioned.<String, V>as(name)
                .withKeySerde(Topics.INBOUND.keys())
                .withValueSerde(values)
                .withNumberOfPartitions(setup.partitions());
    }

    private static <V> KStream<String, V> stream(StreamsBuilder builder, Topic<V> topic) {
        return builder.stream(topic.name(), consumed(topic));
    }

    private static <V> KTable<String, V> table(
            StreamsBuilder builder, Topic<V> topic, String store) {
        return builder.table(topic.name(), consumed(topic), stored(topic, store));
    }

    private static <V> void globalTable(StreamsBuilder builder, Topic<V> topic, String store) {
        builder.globalTable(topic.name(), consumed(topic), stored(topic, store));
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
