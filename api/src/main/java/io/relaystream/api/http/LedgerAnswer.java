package io.relaystream.api.http;

import io.relaystream.api.operations.InFlight;
import io.relaystream.api.operations.TracedMail;
import io.relaystream.api.store.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A page of the mails under way as JSON, with how many there are in all.
record LedgerAnswer(Map<String, Long> counts, List<TracedMailAnswer> items, @Nullable String next) {

    static LedgerAnswer of(Map<InFlight, Long> counts, Slice<TracedMail> mails) {
        Page<TracedMailAnswer> page = Page.of(mails, TracedMailAnswer::of);
        return new LedgerAnswer(counts(counts), page.items(), page.next());
    }

    /// In the order of the states.
    static Map<String, Long> counts(Map<InFlight, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (InFlight state : InFlight.values()) {
            named.put(state.code(), counts.getOrDefault(state, 0L));
        }
        return named;
    }
}
