package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.Accounts;
import io.relaystream.core.Mails;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.feedback.Feedback;
import io.relaystream.core.feedback.FeedbackKind;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.embedded.EmbeddedKafka;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.JsonSerde;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.TopicAccess;
import io.relaystream.processor.edge.kafka.StreamsService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The topology begins with the state directory and the topics of the first release (41770d0), at
/// once after that one has stopped, within the session of a static member.
class UpgradeIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String ALIAS =
            """
            {"id":"alias-1","account_id":"account-1","address":"open@relay.localhost","kind":"random",\
            "enabled":true,"blocking":"none","created_at":"2026-01-01T00:00:00Z","v":1}""";
    private static final String ACCOUNT =
            """
            {"id":"account-1","email":"owner@home.example","verified":true,"plan":"free",\
            "active":true,"drop_spam":false,"v":1}""";
    @TempDir Path dataDir;
    @TempDir Path stateDir;
    private EmbeddedKafka kafka;
    private TopicAccess topics;
    private final List<StreamsService> running = new ArrayList<>();

    /// What core had in 41770d0, and so what its stores wrote.
    record OldAlias(
            String id,
            String accountId,
            EmailAddress address,
            boolean enabled,
            Blocking blocking,
            Instant createdAt) {}

    record OldAccount(String id, EmailAddress email, Plan plan, boolean active, boolean dropSpam) {}

    @BeforeEach
    void startBroker() throws Exception {
        kafka = EmbeddedKafka.startOnFreePort(dataDir);
        topics = new TopicAccess(kafka.bootstrapServers());
        new TopicSetup(kafka.bootstrapServers(), TopologyRun.PARTITIONS, (short) 1).ensure();
    }

    @AfterEach
    void stop() {
        running.forEach(StreamsService::close);
        kafka.close();
    }

    @Test
    void knowsAliasesAndAccountsOfBeforeTheUpgradeAndTakesTheirNewRows() throws Exception {
        // Given
        firstRelease();

        // When
        start(now());
        arrives(Mails.numbered(1));

        // Then
        awaitRecords("mail.deliveries", 1);

        // When the migration sends every row anew
        topics.put("alias.state", "open@relay.localhost", ALIAS.getBytes(StandardCharsets.UTF_8));
        topics.put("account.state", "account-1", ACCOUNT.getBytes(StandardCharsets.UTF_8));
        awaitRecords("upgrade-accounts-by-email-changelog", 1);
        arrives(Mails.numbered(2));

        // Then
        awaitRecords("mail.deliveries", 2);

        // When the mailbox refuses, which would drop a mail that is not decided yet
        topics.put(Topics.FEEDBACK, "owner@home.example", hardBounce());

        // Then
        awaitRecords("account.events", 1);
        assertThat(topics.all("mail.dead-letter")).isEmpty();
        AccountEvent event = topics.all(Topics.ACCOUNT_EVENTS).getFirst();
        assertThat(event.kind()).isEqualTo(AccountEventKind.HARD_BOUNCE);
    }

    private void arrives(InboundMail mail) throws Exception {
        topics.put(Topics.INBOUND, "open@relay.localhost", mail);
    }

    /// As the notification of an identity has it: without the tag that names the account.
    private static Feedback hardBounce() {
        return new Feedback(
                FeedbackKind.BOUNCE,
                "p-1",
                Accounts.active().email(),
                null,
                null,
                null,
                "Permanent",
                "General",
                null,
                null,
                Instant.now());
    }

    private void awaitRecords(String topic, int count) {
        await().atMost(SOON).until(() -> topics.all(topic).size() >= count);
    }

    private void firstRelease() throws Exception {
        topics.put("alias.state", "open@relay.localhost", ALIAS.getBytes(StandardCharsets.UTF_8));
        topics.put("account.state", "account-1", ACCOUNT.getBytes(StandardCharsets.UTF_8));
        StreamsBuilder builder = new StreamsBuilder();
        table(builder, "alias.state", "aliases", new JsonSerde<>(OldAlias.class));
        table(builder, "account.state", "accounts", new JsonSerde<>(OldAccount.class));
        start(builder.build());
        await().atMost(SOON)
                .until(
                        () ->
                                !topics.all("upgrade-aliases-changelog").isEmpty()
                                        && !topics.all("upgrade-accounts-changelog").isEmpty());
        running.removeLast().close();
    }

    private static <V> void table(
            StreamsBuilder builder, String topic, String store, Serde<V> values) {
        builder.table(
                topic,
                Consumed.with(Serdes.String(), values).withName("read-" + topic),
                Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(store)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(values)
                        .withCachingDisabled());
    }

    private static Topology now() {
        return TopologyRun.topology(
                TopologyRun.POLICY, DailyLimits.STANDARD, new Meters(new SimpleMeterRegistry()));
    }

    private void start(Topology topology) {
        StreamsService service =
                StreamsService.start(
                        topology,
                        new StreamsService.Settings(
                                kafka.bootstrapServers(), "upgrade", "one", 2, (short) 1, stateDir),
                        new Meters(new SimpleMeterRegistry()));
        running.add(service);
        await().atMost(Duration.ofSeconds(60)).until(service::running);
    }
}
