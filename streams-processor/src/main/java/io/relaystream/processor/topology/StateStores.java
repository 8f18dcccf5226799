package io.relaystream.processor.topology;

import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.platform.kafka.JsonSerde;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.state.Stores;

/// The stores of the topology, by name. A name is part of a changelog topic's name: never rename.
final class StateStores {
    /// Which mails were seen, for as long as a sender may repeat them.
    static final String SEEN = "seen";

    /// Address to alias.
    static final String ALIASES = "aliases";

    /// Account id to account.
    static final String ACCOUNTS = "accounts";

    /// The newest heartbeat of change data capture, on every instance.
    static final String FRESHNESS = ForwardingTopology.FRESHNESS;

    /// Mails whose recipient is not in the alias table yet, by due time.
    static final String HELD_MAILS = "held-mails";

    /// Mails whose owner is not in the account table yet, by due time.
    static final String HELD_RESOLVED = "held-resolved";

    /// Delivery id to the mail in flight.
    static final String LEDGER = "ledger";

    /// Ids of mails in flight by due time.
    static final String LEDGER_DUE = "ledger-due";

    /// How long a repeated notification is recognised. SES retries for 4 h, SNS over HTTP for 1 h,
    /// a dead-letter queue keeps for 14 d.
    static final Duration DEDUPE_HORIZON = Duration.ofDays(15);

    static final Serde<ResolvedMail> RESOLVED_MAIL = new JsonSerde<>(ResolvedMail.class);

    private StateStores() {}

    static void addTo(StreamsBuilder builder) {
        builder.addStateStore(
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                                SEEN, DEDUPE_HORIZON, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.String()));
        add(builder, HELD_MAILS, new JsonSerde<>(HeldMail.class));
        add(builder, HELD_RESOLVED, new JsonSerde<>(HeldResolved.class));
        add(builder, LEDGER, new JsonSerde<>(LedgerEntry.class));
        add(builder, LEDGER_DUE, Serdes.String());
    }

    private static <V> void add(StreamsBuilder builder, String name, Serde<V> values) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), values));
    }
}
