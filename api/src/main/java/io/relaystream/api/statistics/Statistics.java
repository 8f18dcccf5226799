package io.relaystream.api.statistics;

import java.util.List;

/// Statistics of an account or an alias.
///
/// @param items one for each hour or day, the oldest first
public record Statistics(Span span, List<Counts> items) {
    public Statistics {
        items = List.copyOf(items);
    }
}
