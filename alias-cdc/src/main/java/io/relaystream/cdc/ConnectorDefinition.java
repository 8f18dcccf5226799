package io.relaystream.cdc;

import io.relaystream.platform.config.Secret;
import io.relaystream.platform.kafka.CdcHeartbeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The Debezium connector as Kafka Connect takes it: rows become flat JSON under plain string keys,
/// a deleted or changed key becomes a tombstone. Pure.
///
/// The configuration is the same wherever it runs. Where the database is and how to sign in stands
/// in variables that the worker resolves when it starts the connector, because Connect keeps the
/// configuration in a topic and shows it to everybody: no password is in it, and a database that
/// moved is found at its new place.
///
/// @param tables in the order of the transformations
record ConnectorDefinition(List<CapturedTable> tables) {
    static final String NAME = "relaystream";

    /// Prefix of the variables, as in `${database:host}`.
    static final String VARIABLES = "database";

    private static final String TOPIC_PREFIX = "relaystream";
    private static final String CONNECT_TRANSFORMS = "org.apache.kafka.connect.transforms.";

    ConnectorDefinition {
        tables = List.copyOf(tables);
    }

    static ConnectorDefinition standard() {
        return new ConnectorDefinition(CapturedTable.ALL);
    }

    /// What the worker must know about the database.
    static Map<String, String> variables(DatabaseUrl url, String user, Secret password) {
        return Map.of(
                "host", url.host(),
                "port", String.valueOf(url.port()),
                "name", url.database(),
                "sslmode", url.sslMode().orElse("prefer"),
                "user", user,
                "password", password.value());
    }

    Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("name", NAME);
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("tasks.max", "1");
        config.putAll(database());
        config.putAll(replication());
        config.putAll(capture());
        config.putAll(freshness());
        config.putAll(records());
        config.putAll(transformations());
        return config;
    }

    private static Map<String, String> database() {
        return Map.of(
                "database.hostname", variable("host"),
                "database.port", variable("port"),
                "database.dbname", variable("name"),
                "database.sslmode", variable("sslmode"),
                "database.user", variable("user"),
                "database.password", variable("password"));
    }

    private static Map<String, String> replication() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", "relaystream");
        config.put("slot.drop.on.stop", "false");
        config.put("publication.name", "relaystream");
        // A migration makes it.
        config.put("publication.autocreate.mode", "disabled");
        // Reads the tables anew when the slot no longer has what follows the stored offset; never
        // goes on after a gap in silence.
        config.put("snapshot.mode", "when_needed");
        // The slot may be a moment ahead of the stored offset: Debezium confirms what the broker
        // has acknowledged, Connect stores offsets once a second, and a crash falls in between.
        // The stricter strategies take that for a gap and stop, the laxer ones skip the check that
        // finds a real gap.
        config.put("offset.mismatch.strategy", "no_validation");
        // Postgres being away is no failure of the task: it comes back by itself.
        config.put("errors.max.retries", "-1");
        config.put("retriable.restart.connector.wait.ms", "1000");
        return config;
    }

    private Map<String, String> capture() {
        return Map.of(
                "topic.prefix",
                TOPIC_PREFIX,
                "schema.include.list",
                "public",
                "table.include.list",
                joined(tables.stream().map(CapturedTable::qualifiedName).toList()),
                "column.include.list",
                joined(
                        tables.stream()
                                .flatMap(
                                        table ->
                                                table.columns().stream()
                                                        .map(
                                                                column ->
                                                                        table.qualifiedName()
                                                                                + "."
                                                                                + column))
                                .toList()),
                "message.key.columns",
                tables.stream()
                        .map(table -> table.qualifiedName() + ":" + table.key())
                        .collect(Collectors.joining(";")),
                "skip.messages.without.change",
                "true");
    }

    private static Map<String, String> freshness() {
        return Map.of(
                "poll.interval.ms",
                "10",
                "producer.override.linger.ms",
                "0",
                "heartbeat.interval.ms",
                "1000",
                "heartbeat.action.query",
                "INSERT INTO cdc_heartbeat (id, beat_at) VALUES ('%s', clock_timestamp()) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at"
                        .formatted(CdcHeartbeat.KEY));
    }

    private static Map<String, String> records() {
        return Map.of(
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable", "false",
                "tombstones.on.delete", "false",
                "extended.headers.enabled", "false");
    }

    private Map<String, String> transformations() {
        Chain chain = new Chain();
        // Debezium's own heartbeat records. What tells the freshness is the heartbeat row, which
        // has its place in the stream of changes.
        chain.add("beats", CONNECT_TRANSFORMS + "Filter", Map.of())
                .onlyFor("beats", "__debezium-heartbeat\\..*");
        chain.add(
                "row",
                "io.debezium.transforms.ExtractNewRecordState",
                Map.of("delete.tombstone.handling.mode", "delete-to-tombstone"));
        chain.add(
                "version",
                CONNECT_TRANSFORMS + "InsertField$Value",
                Map.of("static.field", "v", "static.value", "1"));
        chain.add("number", CONNECT_TRANSFORMS + "Cast$Value", Map.of("spec", "v:int32"));
        // The old and the new key of a row whose key changed.
        chain.add(
                "headers",
                CONNECT_TRANSFORMS + "DropHeaders",
                Map.of("headers", "__debezium.oldkey,__debezium.newkey"));
        for (CapturedTable table : tables) {
            String source = TOPIC_PREFIX + "\\.public\\." + table.name();
            chain.add(
                            table.name() + "_key",
                            CONNECT_TRANSFORMS + "ExtractField$Key",
                            Map.of("field", table.key()))
                    .onlyFor(table.name(), source);
            chain.add(
                    table.name() + "_topic",
                    CONNECT_TRANSFORMS + "RegexRouter",
                    Map.of("regex", source, "replacement", table.topic().name()));
        }
        return chain.config();
    }

    private static String variable(String name) {
        return "${%s:%s}".formatted(VARIABLES, name);
    }

    /// Debezium reads lists of regular expressions; a dot in ours matches a dot.
    private static String joined(List<String> names) {
        return String.join(",", names).replace(".", "\\.");
    }

    /// Transformations in their order, and the predicates that narrow them to some topics.
    private static final class Chain {
        private final List<String> names = new ArrayList<>();
        private final List<String> predicates = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();

        Chain add(String name, String type, Map<String, String> options) {
            names.add(name);
            settings.put("transforms.%s.type".formatted(name), type);
            options.forEach(
                    (option, value) ->
                            settings.put("transforms.%s.%s".formatted(name, option), value));
            return this;
        }

        /// Narrows the transformation that was added last.
        void onlyFor(String predicate, String topicPattern) {
            predicates.add(predicate);
            settings.put("transforms.%s.predicate".formatted(names.getLast()), predicate);
            settings.put(
                    "predicates.%s.type".formatted(predicate),
                    CONNECT_TRANSFORMS + "predicates.TopicNameMatches");
            settings.put("predicates.%s.pattern".formatted(predicate), topicPattern);
        }

        Map<String, String> config() {
            settings.put("transforms", String.join(",", names));
            settings.put("predicates", String.join(",", predicates));
            return settings;
        }
    }
}
