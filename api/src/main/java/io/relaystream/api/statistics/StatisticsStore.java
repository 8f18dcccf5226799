package io.relaystream.api.statistics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What has become of the mail of all accounts, without those hours and days in which nothing
/// happened. Each call sees one account only. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface StatisticsStore {

    /// @param alias only this one; empty for the whole account
    List<Counts> counts(UUID account, Optional<UUID> alias, Span span);

    /// For each alias that has any.
    Map<UUID, List<Counts>> perAlias(UUID account, Span span);
}
