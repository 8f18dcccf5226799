package io.relaystream.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.cdc.TopicReader.Captured;
import io.relaystream.cdc.edge.connect.ConnectRest;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.alias.DeletedAlias;
import io.relaystream.core.domain.Domain;
import io.relaystream.core.domain.DomainKind;
import io.relaystream.platform.kafka.CdcHeartbeat;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CdcIT {
    private static final Logger LOG = LoggerFactory.getLogger(CdcIT.class);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final CapturedDatabase db;
    private final Cdc cdc;

    CdcIT(@TempDir Path directory) throws Exception {
        db = new CapturedDatabase(directory);
        cdc = db.startCdc();
    }

    @AfterAll
    void close() {
        cdc.close();
        db.close();
    }

    @Test
    void rowIsFlatJsonUnderAPlainKey() throws Exception {
        String account = db.account("flat");
        String id = db.alias(account, "flat@relay.localhost");

        Captured record = newest(Topics.ALIASES, "flat@relay.localhost", 1);

        assertThat(JSON.readTree(record.value()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {
                                  "v": 1,
                                  "id": "%s",
                                  "account_id": "%s",
                                  "address": "flat@relay.localhost",
                                  "kind": "named",
                                  "enabled": true,
                                  "blocking": "none",
                                  "blocked_senders": [],
                                  "expires_at": null,
                                  "created_at": "%s",
                                  "banner": true
                                }
                                """
                                        .formatted(
                                                id,
                                                account,
                                                instant(
                                                        "SELECT created_at FROM alias WHERE id = ?",
                                                        id))));
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void aliasIsReadableAsTheTopologyReadsIt() throws Exception {
        String account = db.account("alias-reader");
        String id = db.alias(account, "alias-reader@relay.localhost");
        Instant createdAt = instant("SELECT created_at FROM alias WHERE id = ?", id);
        db.sql(
                "UPDATE alias SET kind = 'catch_all', blocked_senders = '{ann@shop.example,spam.example}', expires_at = '2027-01-01 01:00+01', banner = false WHERE id = ?",
                id);

        assertThat(read(Topics.ALIASES, "alias-reader@relay.localhost", 2))
                .contains(
                        new Alias(
                                id,
                                account,
                                new EmailAddress("alias-reader@relay.localhost"),
                                AliasKind.CATCH_ALL,
                                true,
                                Blocking.NONE,
                                Set.of("ann@shop.example", "spam.example"),
                                Instant.parse("2027-01-01T00:00:00Z"),
                                createdAt,
                                false));
    }

    @Test
    void accountIsReadableAsTheTopologyReadsIt() throws Exception {
        String id = db.account("account-reader");

        assertThat(read(Topics.ACCOUNTS, id, 1))
                .contains(
                        new Account(
                                id,
                                new EmailAddress("account-reader@home.example"),
                                false,
                                Plan.FREE,
                                true,
                                false,
                                Quarantine.WARN,
                                Set.of(),
                                null,
                                true,
                                false,
                                "en",
                                null,
                                null,
                                false));
    }

    @Test
    void settingsOfAnAccountReachTheTopology() throws Exception {
        String id = db.account("account-settings");

        db.sql(
                "UPDATE account SET verified = true, plan = 'premium', drop_spam = true, quarantine = 'drop', blocked_senders = '{spam.example}', suspended_until = '2027-01-01 00:00:00.000001+00', banner = false, remove_trackers = true, locale = 'fr', pgp_key = 'a key', reply_name = 'Zoë', sealed_replies = true WHERE id = ?",
                id);

        assertThat(read(Topics.ACCOUNTS, id, 2))
                .contains(
                        new Account(
                                id,
                                new EmailAddress("account-settings@home.example"),
                                true,
                                Plan.PREMIUM,
                                true,
                                true,
                                Quarantine.DROP,
                                Set.of("spam.example"),
                                Instant.parse("2027-01-01T00:00:00.000001Z"),
                                false,
                                true,
                                "fr",
                                "a key",
                                "Zoë",
                                true));
    }

    /// Postgres stores it apart from the row, and leaves it out of what it replicates.
    @Test
    void longBlockListIsThereAlsoWhenSomethingElseChanges() throws Exception {
        // Given
        String id = db.alias("long-list@relay.localhost");
        db.sql(
                "UPDATE alias SET blocked_senders = (SELECT array_agg(md5(n::text) || '@shop.example') FROM generate_series(1, 500) n) WHERE id = ?",
                id);

        // When
        db.sql("UPDATE alias SET enabled = false WHERE id = ?", id);

        // Then
        assertThat(read(Topics.ALIASES, "long-list@relay.localhost", 3))
                .hasValueSatisfying(
                        alias -> {
                            assertThat(alias.enabled()).isFalse();
                            assertThat(alias.blockedSenders())
                                    .hasSize(500)
                                    .allMatch(sender -> sender.endsWith("@shop.example"));
                        });
    }

    /// As the list above.
    @Test
    void longKeyIsThereAlsoWhenSomethingElseChanges() throws Exception {
        // Given
        String id = db.account("long-key");
        String key =
                db.sql(
                        "UPDATE account SET pgp_key = (SELECT string_agg(md5(n::text), chr(10)) FROM generate_series(1, 600) n) WHERE id = ? RETURNING pgp_key",
                        id);

        // When
        db.sql("UPDATE account SET drop_spam = true WHERE id = ?", id);

        // Then
        assertThat(read(Topics.ACCOUNTS, id, 3))
                .hasValueSatisfying(
                        account -> {
                            assertThat(account.dropSpam()).isTrue();
                            assertThat(account.pgpKey()).hasSize(19_799).isEqualTo(key);
                        });
    }

    @Test
    void recordLiesInThePartitionThatKafkaItselfWouldChoose() throws Exception {
        db.alias("partition@relay.localhost");

        Captured record = newest(Topics.ALIASES, "partition@relay.localhost", 1);

        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        assertThat(record.partition())
                .isEqualTo(Utils.toPositive(Utils.murmur2(key)) % CapturedDatabase.PARTITIONS);
    }

    @Test
    void updateReplacesTheValue() throws Exception {
        String id = db.alias("update@relay.localhost");

        db.sql("UPDATE alias SET enabled = false, blocking = 'all' WHERE id = ?", id);

        assertThat(read(Topics.ALIASES, "update@relay.localhost", 2))
                .hasValueSatisfying(
                        alias -> {
                            assertThat(alias.enabled()).isFalse();
                            assertThat(alias.blocking()).isEqualTo(Blocking.ALL);
                        });
    }

    @Test
    void columnsThatNobodyNeedsStayInPostgres() throws Exception {
        // Given
        String id = db.alias("private@relay.localhost");

        // When
        db.sql("UPDATE alias SET label = 'my clinic' WHERE id = ?", id);
        db.sql("UPDATE alias SET enabled = false WHERE id = ?", id);

        // Then
        assertThat(all(Topics.ALIASES, "private@relay.localhost", 2))
                .hasSize(2)
                .extracting(Captured::value)
                .noneMatch(value -> String.valueOf(value).contains("clinic"))
                .noneMatch(value -> String.valueOf(value).contains("hash"));
    }

    @Test
    void deletionIsATombstoneAndLeavesTheHashOfTheAddress() throws Exception {
        // Given
        String id = db.alias("deleted@relay.localhost");
        String hash = db.sql("SELECT address_hash FROM alias WHERE id = ?", id);

        // When
        db.sql("DELETE FROM alias WHERE id = ?", id);

        // Then
        assertThat(values(Topics.ALIASES, "deleted@relay.localhost", 2)).endsWith((String) null);
        assertThat(read(Topics.DELETED_ALIASES, hash, 1))
                .contains(
                        new DeletedAlias(
                                hash,
                                instant(
                                        "SELECT deleted_at FROM deleted_alias WHERE address_hash = ?",
                                        hash)));
        assertThat(newest(Topics.DELETED_ALIASES, hash, 1).value()).doesNotContain("@");
    }

    @Test
    void changedAddressLeavesATombstoneAtTheOldOne() throws Exception {
        // Given
        String id = db.alias("before@relay.localhost");

        // When
        db.sql(
                "UPDATE alias SET address = 'after@relay.localhost', address_hash = md5('after') WHERE id = ?",
                id);

        // Then
        assertThat(values(Topics.ALIASES, "before@relay.localhost", 2)).endsWith((String) null);
        assertThat(read(Topics.ALIASES, "after@relay.localhost", 1))
                .hasValueSatisfying(alias -> assertThat(alias.id()).isEqualTo(id));
        assertThat(all(Topics.ALIASES, "after@relay.localhost", 1))
                .allSatisfy(record -> assertThat(record.headers()).isEmpty());
    }

    @Test
    void deletionOfAnAccountTakesItsAliasesAlong() throws Exception {
        // Given
        String account = db.account("leaving");
        db.alias(account, "leaving-1@relay.localhost");
        db.alias(account, "leaving-2@relay.localhost");

        // When
        db.sql("DELETE FROM account WHERE id = ?", account);

        // Then
        assertThat(values(Topics.ACCOUNTS, account, 2)).endsWith((String) null);
        assertThat(values(Topics.ALIASES, "leaving-1@relay.localhost", 2)).endsWith((String) null);
        assertThat(values(Topics.ALIASES, "leaving-2@relay.localhost", 2)).endsWith((String) null);
    }

    @Test
    void domainIsKeyedByItsHost() throws Exception {
        // Given
        String account = db.account("domain");
        String host = "own.example";

        // When
        db.sql(
                "INSERT INTO domain (host, account_id, kind, verified, catch_all) VALUES (?, ?, 'own', true, false)",
                host,
                account);

        // Then
        assertThat(read(Topics.DOMAINS, host, 1))
                .contains(new Domain(host, account, DomainKind.OWN, true, false));

        // When
        db.sql("DELETE FROM domain WHERE host = ?", host);

        // Then
        assertThat(values(Topics.DOMAINS, host, 2)).endsWith((String) null);
    }

    @Test
    void subdomainGoesOnWithoutOwnerWhenItsAccountIsGone() throws Exception {
        String account = db.account("subdomain");
        String host = "sue.relay.localhost";
        db.sql(
                "INSERT INTO domain (host, account_id, kind) VALUES (?, ?, 'subdomain')",
                host,
                account);

        db.sql("DELETE FROM account WHERE id = ?", account);

        assertThat(read(Topics.DOMAINS, host, 2))
                .contains(new Domain(host, null, DomainKind.SUBDOMAIN, false, true));
    }

    @Test
    void heartbeatsAdvanceEverySecondWithTheClockOfTheDatabase() throws Exception {
        Instant now = instant("SELECT now()");

        List<Captured> beats = all(Topics.CDC_HEARTBEAT, CdcHeartbeat.KEY, 3);

        List<Instant> times = new ArrayList<>();
        for (Captured beat : beats) {
            times.add(decode(Topics.CDC_HEARTBEAT, beat).orElseThrow().beatAt());
        }
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.getLast()).isAfter(now.minus(SOON)).isBefore(now.plus(SOON));
    }

    @Test
    void changeCommittedBeforeAHeartbeatIsCapturedBeforeIt() throws Exception {
        try (TopicReader aliases = db.read(Topics.ALIASES.name());
                TopicReader beats = db.read(Topics.CDC_HEARTBEAT.name())) {
            for (int i = 0; i < 3; i++) {
                String address = "fresh-%d@relay.localhost".formatted(i);
                db.alias(address);
                Instant committed = instant("SELECT clock_timestamp()");

                await().atMost(SOON).until(() -> newestBeat(beats).isAfter(committed));

                assertThat(aliases.of(address)).hasSize(1);
            }
        }
    }

    @Test
    void passwordIsNeitherInTheConfigTopicNorShownByTheRestInterface() throws Exception {
        String shown = get(cdc.connectRest().resolve("/connectors/relaystream/config"));

        assertThat(shown).contains("${database:password}");
        assertThat(shown).doesNotContain(CapturedDatabase.PASSWORD);
        try (TopicReader configs = db.read("connect.configs")) {
            await().atMost(SOON).until(() -> !configs.of("task-relaystream-0").isEmpty());
            assertThat(configs.all())
                    .noneMatch(
                            record ->
                                    String.valueOf(record.value())
                                            .contains(CapturedDatabase.PASSWORD));
        }
    }

    @Test
    void registeringAgainChangesNothing() throws Exception {
        try (ConnectRest rest = new ConnectRest(cdc.connectRest());
                TopicReader configs = db.read("connect.configs")) {
            await().atMost(SOON).until(() -> !configs.of("commit-relaystream").isEmpty());
            List<String> before = keys(configs);

            new ConnectorRegistrar(rest, SOON, Duration.ofMillis(100))
                    .register(ConnectorDefinition.NAME, ConnectorDefinition.standard().config());

            assertThat(keys(configs)).isEqualTo(before);
        }
    }

    @Test
    void managementPortShowsHealthAndTheStateOfTheConnector() throws Exception {
        URI management = URI.create("http://127.0.0.1:" + cdc.managementPort());

        assertThat(get(management.resolve("/__heartbeat__")))
                .contains("\"connector\":\"ok\"", "\"postgres\":\"ok\"");
        assertThat(get(management.resolve("/metrics"))).contains("relay_connector_state 1.0");
    }

    /// Prints how long a change takes from its commit to a consumer; machines differ, so it does
    /// not judge.
    @Test
    void changeArrivesAtOnce() throws Exception {
        String id = db.alias("latency@relay.localhost");
        List<Long> micros = new ArrayList<>();
        try (TopicReader aliases = db.read(Topics.ALIASES.name())) {
            await().atMost(SOON).until(() -> aliases.of("latency@relay.localhost").size() == 1);
            for (int i = 2; i <= 100; i++) {
                int expected = i;
                db.sql("UPDATE alias SET enabled = NOT enabled WHERE id = ?", id);
                long committed = System.nanoTime();
                await().atMost(SOON)
                        .pollInSameThread()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> aliases.of("latency@relay.localhost").size() == expected);
                micros.add((System.nanoTime() - committed) / 1_000);
            }
        }
        micros.sort(null);
        LOG.atInfo()
                .addKeyValue("p50_us", micros.get(micros.size() / 2))
                .addKeyValue("p99_us", micros.getLast())
                .log("From commit to consumer");
    }

    /// That the connector shall run may be said any number of times.
    private static List<String> keys(TopicReader configs) {
        return configs.all().stream()
                .map(Captured::key)
                .filter(key -> !key.startsWith("target-state"))
                .toList();
    }

    private static Instant newestBeat(TopicReader beats) throws Exception {
        List<Captured> all = beats.of(CdcHeartbeat.KEY);
        return all.isEmpty()
                ? Instant.MIN
                : decode(Topics.CDC_HEARTBEAT, all.getLast()).orElseThrow().beatAt();
    }

    private Instant instant(String query, String... parameters) throws Exception {
        String seconds =
                db.sql(
                        query.replaceFirst("SELECT (\\S+)", "SELECT extract(epoch FROM $1)"),
                        parameters);
        String[] parts = seconds.split("\\.", -1);
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1_000);
    }

    private <V> Optional<V> read(Topic<V> topic, String key, int count) {
        return decode(topic, newest(topic, key, count));
    }

    private static <V> Optional<V> decode(Topic<V> topic, Captured record) {
        String value = record.value();
        return value == null
                ? Optional.empty()
                : Optional.of(
                        topic.values()
                                .deserializer()
                                .deserialize(topic.name(), value.getBytes(StandardCharsets.UTF_8)));
    }

    private List<@Nullable String> values(Topic<?> topic, String key, int count) {
        List<@Nullable String> values = new ArrayList<>();
        all(topic, key, count).forEach(record -> values.add(record.value()));
        return values;
    }

    private Captured newest(Topic<?> topic, String key, int count) {
        return all(topic, key, count).getLast();
    }

    /// Waits until the topic has so many records of the key.
    private List<Captured> all(Topic<?> topic, String key, int count) {
        try (TopicReader reader = db.read(topic.name())) {
            return await().atMost(SOON)
                    .until(() -> reader.of(key), records -> records.size() >= count);
        }
    }

    private static String get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(uri).timeout(SOON).build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
