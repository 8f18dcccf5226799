package io.relaystream.processor.topology;

import io.relaystream.core.account.Standing;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.ledger.LedgerEntry;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.stats.AliasStats;
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

    /// E-mail address to the account that mail is forwarded to there.
    static final String ACCOUNTS_BY_EMAIL = "accounts-by-email";

    /// Host to domain, on every instance: there are far fewer than aliases, and a mail's key is its
    /// recipient, not the host.
    static final String DOMAINS = "domains";

    /// Keyed hash of an address to the deleted alias that had it, on every instance: the hash is
    /// all that is left, so that it cannot lie where the address's mail comes by.
    static final String DELETED_ALIASES = "deleted-aliases";

    /// The newest heartbeat of change data capture, on every instance.
    static final String FRESHNESS = ForwardingTopology.FRESHNESS;

    /// Mails whose recipient is not in the alias table yet, by due time.
    static final String HELD_MAILS = "held-mails";

    /// Mails whose owner is not in the account table yet, by due time.
    static final String HELD_RESOLVED = "held-resolved";

    /// Mails that wait to be decided again, by due time.
    static final String POSTPONED = "postponed";

    /// Account id to what its mail has led to.
    static final String STANDINGS = "standings";

    /// Keyed hash of an alias's address, or account id, to the counts of its mail.
    static final String STATS = "stats";

    /// Id of an alias that mail made lately to the alias: until it has gone to Postgres and come
    /// back through change data capture, the next mail must not make it again.
    static final String MADE_ALIASES = "made-aliases";

    /// Far longer than that takes. What is not back then is made once more, which changes nothing,
    /// as an address always gives the same alias.
    static final Duration MADE_HORIZON = Duration.ofDays(1);

    /// Which bounces and complaints were seen, for as long as they may be repeated.
    static final String SEEN_FEEDBACK = "seen-feedback";

    /// Hash of a reverse address's token to what it stands for, encrypted.
    static final String REPLY_CONTEXTS = "reply-contexts";

    /// When to look whether those are still used.
    static final String REPLY_CONTEXT_ENDS = "reply-context-ends";

    /// What owners were told lately.
    static final String NOTICES = "notices";

    /// Delivery id to the mail in flight.
    static final String LEDGER = "ledger";

    /// Ids of mails in flight by due time.
    static final String LEDGER_DUE = "ledger-due";

    /// How long a repeated notification is recognised. SES retries for 4 h, SNS over HTTP for 1 h,
    /// a dead-letter queue keeps for 14 d.
    static final Duration DEDUPE_HORIZON = Duration.ofDays(15);

    static final Serde<ResolvedMail> RESOLVED_MAIL = new JsonSerde<>(ResolvedMail.class);
    static final Serde<AttributedFeedback> ATTRIBUTED_FEEDBACK =
            new JsonSerde<>(AttributedFeedback.class);

    private StateStores() {}

    static void addTo(StreamsBuilder builder) {
        builder.addStateStore(
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                                SEEN, DEDUPE_HORIZON, Duration.ofMillis(1), false),
                        Serdes.String(),
                        Serdes.String()));
        addRecent(builder, SEEN_FEEDBACK, Serdes.String());
        addRecent(builder, MADE_ALIASES, new JsonSerde<>(Alias.class));
        addRecent(builder, NOTICES, Serdes.String());
        add(builder, REPLY_CONTEXTS, new JsonSerde<>(SealedContext.class));
        add(builder, REPLY_CONTEXT_ENDS, Serdes.String());
        add(builder, HELD_MAILS, new JsonSerde<>(HeldMail.class));
        add(builder, HELD_RESOLVED, new JsonSerde<>(HeldResolved.class));
        add(builder, POSTPONED, new JsonSerde<>(PostponedMail.class));
        add(builder, STANDINGS, new JsonSerde<>(Standing.class));
        add(builder, STATS, new JsonSerde<>(AliasStats.class));
        add(builder, LEDGER, new JsonSerde<>(LedgerEntry.class));
        add(builder, LEDGER_DUE, Serdes.String());
    }

    private static <V> void addRecent(StreamsBuilder builder, String name, Serde<V> values) {
        add(builder, name, values);
        add(builder, Recent.ends(name), Serdes.String());
    }

    private static <V> void add(StreamsBuilder builder, String name, Serde<V> values) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), values));
    }
}
