package io.relaystream.processor.topology;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/// Aliases that mail made a short while ago: until they have gone to Postgres and come back through
/// change data capture, the next mail to one must not make it again. What is not back after the
/// [#HORIZON] is made once more, which changes nothing, as an address always gives the same alias.
record MadeAliases(WindowStore<String, Alias> store) {
    static final Duration HORIZON = Duration.ofDays(1);

    MadeAliases(ProcessorContext<?, ?> context) {
        this(context.<WindowStore<String, Alias>>getStateStore(StateStores.MADE_ALIASES));
    }

    void add(Alias alias, Instant now) {
        store.put(alias.address().value(), alias, now.toEpochMilli());
    }

    /// @return null if no mail made it lately
    @Nullable Alias get(EmailAddress address, Instant now) {
        Instant from = now.minus(HORIZON);
        try (WindowStoreIterator<Alias> made =
                store.fetch(address.value(), from.toEpochMilli(), now.toEpochMilli())) {
            return made.hasNext() ? made.next().value : null;
        }
    }
}
