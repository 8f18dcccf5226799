package io.relaystream.cdc;

import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.util.List;

/// A table whose rows are the records of a compacted topic.
///
/// @param name of the table; it must be in the publication and have the replica identity FULL
/// @param key the column that is the record's key
/// @param columns what of the row reaches Kafka, the key among it; other columns stay in Postgres,
///   and a change of them alone makes no record
record CapturedTable(String name, String key, Topic<?> topic, List<String> columns) {

    static final List<CapturedTable> ALL =
            List.of(
                    new CapturedTable(
                            "account",
                            "id",
                            Topics.ACCOUNTS,
                            List.of(
                                    "id",
                                    "email",
                                    "verified",
                                    "plan",
                                    "active",
                                    "drop_spam",
                                    "quarantine",
                                    "blocked_senders",
                                    "suspended_until",
                                    "banner",
                                    "remove_trackers",
                                    "locale",
                                    "pgp_key",
                                    "reply_name",
                                    "sealed_replies")),
                    new CapturedTable(
                            "alias",
                            "address",
                            Topics.ALIASES,
                            List.of(
                                    "id",
                                    "account_id",
                                    "address",
                                    "kind",
                                    "enabled",
                                    "blocking",
                                    "blocked_senders",
                                    "expires_at",
                                    "created_at",
                                    "banner")),
                    new CapturedTable(
                            "domain",
                            "host",
                            Topics.DOMAINS,
                            List.of("host", "account_id", "kind", "verified", "catch_all")),
                    new CapturedTable(
                            "deleted_alias",
                            "address_hash",
                            Topics.DELETED_ALIASES,
                            List.of("address_hash", "deleted_at")),
                    new CapturedTable(
                            "cdc_heartbeat", "id", Topics.CDC_HEARTBEAT, List.of("id", "beat_at")));

    CapturedTable {
        columns = List.copyOf(columns);
        if (!columns.contains(key)) {
            throw new IllegalArgumentException(
                    "Columns of %s must contain the key %s, got %s".formatted(name, key, columns));
        }
    }

    String qualifiedName() {
        return "public." + name;
    }
}
