package io.relaystream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.edge.kafka.TopicSetup;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.processor.TopicAccess;
import io.relaystream.processor.edge.kafka.StreamsService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the topology promises on a real broker: exactly once, and state that survives. The same
/// tests run on every kind of broker at hand.
abstract class BrokerSuite {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final DailyLimits LIMITS = new DailyLimits(2, 1_000_000, 1, 1);
    @TempDir Path stateDir;
    private final List<StreamsService> running = new ArrayList<>();

    /// A broker that no other test of this class uses, or whose topics may be shared.
    abstract String bootstrapServers();

    @AfterEach
    void stop() {
        running.forEach(StreamsService::close);
    }

    @Test
    void keepsAMailInFlightAcrossALostStateDirectory() throws Exception {
        // Given
        new TopicSetup(bootstrapServers(), TopologyRun.PARTITIONS, (short) 1).ensure();
        start("before");
        topics().put(Topics.ACCOUNTS, "account-1", Accounts.active());
        topics().put(Topics.ALIASES, "open@relay.localhost", Aliases.open());
        topics().put(Topics.INBOUND, "open@relay.localhost", Mails.ordinary());
        topics().put(Topics.INBOUND, "open@relay.localhost", Mails.ordinary());
        DeliveryRequest request = onlyRequestFor("open@relay.localhost");

        // When
        running.removeLast().close();
        start("after");
        topics().put(Topics.INBOUND, "open@relay.localhost", Mails.ordinary());
        topics().put(
                        Topics.OUTCOMES,
                        "account-1",
                        DeliveryOutcome.of(request, DeliveryCode.STARTED));
        topics().put(Topics.OUTCOMES, "account-1", DeliveryOutcome.of(request, DeliveryCode.SENT));
        topics().put(Topics.OUTCOMES, "account-1", DeliveryOutcome.of(request, DeliveryCode.SENT));

        // Then
        CanonicalRecord ending = endingOf("mail-1");
        assertThat(ending.outcome()).isEqualTo(Outcome.FORWARDED);
        assertThat(ending.deliveryId()).isEqualTo(Mails.ordinary().deliveryId());
        assertThat(requestsFor("open@relay.localhost")).containsExactly(request);
    }

    @Test
    void keepsWhatAnAccountHasUsedAcrossALostStateDirectory() throws Exception {
        // Given
        new TopicSetup(bootstrapServers(), TopologyRun.PARTITIONS, (short) 1).ensure();
        Account account = Accounts.numbered(2);
        String recipient = "limited@relay.localhost";
        start("limited");
        topics().put(Topics.ACCOUNTS, account.id(), account);
        topics().put(Topics.ALIASES, recipient, Aliases.of(account.id(), recipient));
        topics().put(Topics.INBOUND, recipient, Mails.mail().id("limited-1").to(recipient).build());
        topics().put(Topics.INBOUND, recipient, Mails.mail().id("limited-2").to(recipient).build());
        await().atMost(SOON).until(() -> requestsFor(recipient).size() == LIMITS.forwards());

        // When
        running.removeLast().close();
        start("limited-after");
        topics().put(Topics.INBOUND, recipient, Mails.mail().id("limited-3").to(recipient).build());

        // Then
        CanonicalRecord ending = endingOf("limited-3");
        assertThat(ending.reason()).isEqualTo("forward_limit");
        assertThat(topics().all(Topics.ACCOUNT_EVENTS))
                .filteredOn(event -> event.accountId().equals(account.id()))
                .filteredOn(event -> event.kind() == AccountEventKind.FORWARD_LIMIT_REACHED)
                .singleElement()
                .satisfies(event -> assertThat(event.forwarded()).isEqualTo(2));
    }

    @Test
    void keepsARecordThatCannotBeReadByteForByteAndGoesOn() throws Exception {
        // Given
        new TopicSetup(bootstrapServers(), TopologyRun.PARTITIONS, (short) 1).ensure();
        String recipient = "later@relay.localhost";
        start("unreadable");
        topics().put(Topics.ACCOUNTS, "account-3", Accounts.numbered(3));
        topics().put(Topics.ALIASES, recipient, Aliases.of("account-3", recipient));

        // When
        byte[] unreadable = "{\"not\": \"a mail\"}".getBytes(StandardCharsets.UTF_8);
        topics().put(Topics.INBOUND.name(), recipient, unreadable);
        topics().put(Topics.INBOUND, recipient, Mails.to(recipient));

        // Then
        assertThat(only(Topics.DEAD_LETTER)).isEqualTo(unreadable);
        assertThat(onlyRequestFor(recipient).attempt()).isEqualTo(1);
    }

    private CanonicalRecord endingOf(String messageId) {
        return await().atMost(SOON)
                .until(
                        () ->
                                topics().all(Topics.CANONICAL).stream()
                                        .filter(it -> it.messageId().equals(messageId))
                                        .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private DeliveryRequest onlyRequestFor(String recipient) {
        return await().atMost(SOON)
                .until(() -> requestsFor(recipient), found -> found.size() == 1)
                .getFirst();
    }

    private List<DeliveryRequest> requestsFor(String recipient) {
        return topics().all(Topics.DELIVERIES).stream()
                .filter(request -> request.alias().value().equals(recipient))
                .toList();
    }

    private void start(String stateName) {
        StreamsService service =
                StreamsService.start(
                        TopologyRun.topology(
                                TopologyRun.POLICY, LIMITS, new Meters(new SimpleMeterRegistry())),
                        new StreamsService.Settings(
                                bootstrapServers(),
                                "suite",
                                "one",
                                2,
                                (short) 1,
                                stateDir.resolve(stateName)),
                        new Meters(new SimpleMeterRegistry()));
        running.add(service);
        await().atMost(SOON).until(service::running);
    }

    private <V> V only(Topic<V> topic) {
        return await().atMost(SOON)
                .until(() -> topics().all(topic), found -> found.size() == 1)
                .getFirst();
    }

    private TopicAccess topics() {
        return new TopicAccess(bootstrapServers());
    }
}
