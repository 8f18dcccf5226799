package io.relaystream.api.edge.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.relaystream.api.statistics.Counts;
import io.relaystream.api.statistics.Span;
import io.relaystream.api.statistics.StatisticsStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The table `message_hour`, which the projector fills.
public record PostgresStatisticsStore(Database database) implements StatisticsStore {
    private static final String SUMS =
            """
            date_trunc(:per, hour, 'UTC') AS at, sum(forwarded) AS forwarded,
                sum(blocked) AS blocked, sum(failed) AS failed, sum(replied) AS replied,
                sum(trackers_removed) AS trackers_removed
            FROM message_hour
            WHERE account_id = :account AND hour >= :from AND hour < :to
            """;

    @Override
    public List<Counts> counts(UUID account, Optional<UUID> alias, Span span) {
        Map<String, Object> values = values(account, span);
        alias.ifPresent(id -> values.put("alias", id));
        String ofAlias = alias.isPresent() ? "AND alias_id = :alias " : "";
        return database.transactFor(
                account,
                handle ->
                        handle.createQuery("SELECT " + SUMS + ofAlias + "GROUP BY at")
                                .bindMap(values)
                                .map((row, _) -> counts(row))
                                .list());
    }

    @Override
    public Map<UUID, List<Counts>> perAlias(UUID account, Span span) {
        return database.transactFor(
                account,
                handle ->
                        handle
                                .createQuery("SELECT alias_id, " + SUMS + "GROUP BY alias_id, at")
                                .bindMap(values(account, span))
                                .map(
                                        (row, _) ->
                                                Map.entry(
                                                        row.getObject("alias_id", UUID.class),
                                                        counts(row)))
                                .stream()
                                .collect(
                                        groupingBy(
                                                Map.Entry::getKey,
                                                mapping(Map.Entry::getValue, toList()))));
    }

    private static Map<String, Object> values(UUID account, Span span) {
        Map<String, Object> values = new HashMap<>();
        values.put("account", account);
        values.put("per", span.per().code());
        values.put("from", span.from().atOffset(ZoneOffset.UTC));
        values.put("to", span.to().atOffset(ZoneOffset.UTC));
        return values;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("forwarded"),
                row.getLong("blocked"),
                row.getLong("failed"),
                row.getLong("replied"),
                row.getLong("trackers_removed"));
    }
}
