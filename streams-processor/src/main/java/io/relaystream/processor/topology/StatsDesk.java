package io.relaystream.processor.topology;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.stats.AliasStats;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Counts what becomes of the mail of each alias and of each account of one task.
///
/// @param counts by the pseudonym of the alias's address, which is all that a complaint tells of
///   it; or by the account's id for its total
record StatsDesk(KeyValueStore<String, AliasStats> counts, Pseudonyms pseudonyms) {

    StatsDesk(ProcessorContext<?, ?> context, Pseudonyms pseudonyms) {
        this(
                context.<KeyValueStore<String, AliasStats>>getStateStore(StateStores.STATS),
                pseudonyms);
    }

    /// One more mail has come to its end.
    List<Emission> ended(
            String accountId, String aliasId, EmailAddress alias, CanonicalRecord ending) {
        AliasStats total = total(accountId).ended(ending);
        counts.put(accountId, total);
        String key = pseudonyms.of(alias.value());
        AliasStats ofAlias =
                Optional.ofNullable(counts.get(key))
                        .map(known -> known.of(accountId, aliasId))
                        .orElseGet(() -> AliasStats.none(accountId, aliasId))
                        .ended(ending);
        counts.put(key, ofAlias);
        return List.of(new Emission.Counted(ofAlias), new Emission.Counted(total));
    }

    /// One more mail was reported as unwanted.
    ///
    /// @return what is known of the alias; empty if no mail of the account came through it
    Optional<AliasStats> complained(String accountId, EmailAddress alias) {
        String key = pseudonyms.of(alias.value());
        return Optional.ofNullable(counts.get(key))
                .filter(known -> known.accountId().equals(accountId))
                .map(AliasStats::complained)
                .map(
                        stats -> {
                            counts.put(key, stats);
                            return stats;
                        });
    }

    private AliasStats total(String accountId) {
        AliasStats total = counts.get(accountId);
        return total == null ? AliasStats.none(accountId, null) : total;
    }
}
