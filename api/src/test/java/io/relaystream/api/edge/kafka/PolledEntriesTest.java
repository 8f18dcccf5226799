package io.relaystream.api.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.edge.kafka.PolledEntries.Unreadable;
import io.relaystream.api.projector.Effect;
import io.relaystream.api.projector.Entry;
import io.relaystream.api.projector.Events;
import io.relaystream.api.projector.Story;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.stats.AliasStats;
import io.relaystream.platform.kafka.Topic;
import io.relaystream.platform.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolledEntriesTest {
    private final UUID account = UUID.randomUUID();

    @Test
    void recordOfEachTopicHasItsEffects() {
        AccountEvent event = Events.used(account, 1);
        AliasStats stats = Events.totals(account, 1);

        assertThat(polled(Topics.ACCOUNT_EVENTS, bytes(Topics.ACCOUNT_EVENTS, event)))
                .isEqualTo(entry(Topics.ACCOUNT_EVENTS, Effect.of(event)));
        assertThat(polled(Topics.ALIAS_STATS, bytes(Topics.ALIAS_STATS, stats)))
                .isEqualTo(entry(Topics.ALIAS_STATS, Effect.of(stats)));

        Story story = Story.of(account, UUID.randomUUID());
        assertThat(polled(Topics.LOG, bytes(Topics.LOG, story.waiting())))
                .isEqualTo(entry(Topics.LOG, Effect.of(story.waiting())));
        assertThat(polled(Topics.CANONICAL, bytes(Topics.CANONICAL, story.forwarded())))
                .isEqualTo(entry(Topics.CANONICAL, Effect.of(story.forwarded())));
    }

    @Test
    void tombstoneDoesNothing() {
        assertThat(polled(Topics.ALIAS_STATS, null))
                .isEqualTo(entry(Topics.ALIAS_STATS, List.of()));
    }

    @Test
    void recordThatNobodyUnderstandsIsAnEntryWithoutEffect() {
        PolledEntries polled =
                polled(Topics.ALIAS_STATS, "canary".getBytes(StandardCharsets.UTF_8));

        assertThat(polled.entries()).isEqualTo(entry(Topics.ALIAS_STATS, List.of()).entries());
        assertThat(polled.unreadable())
                .containsExactly(
                        new Unreadable(
                                new TopicPartition("alias.stats", 3),
                                7,
                                "A value in alias.stats must be a JSON object, got 6 bytes that are not"));
    }

    @Test
    void eventThatDoesNotSayWhatItMustIsUnreadable() {
        AccountEvent event = Events.of(AccountEventKind.ALIAS_MADE, account);

        assertThat(polled(Topics.ACCOUNT_EVENTS, bytes(Topics.ACCOUNT_EVENTS, event)).unreadable())
                .extracting(Unreadable::reason)
                .containsExactly("alias_id must be there in an event of this kind");
    }

    private static PolledEntries entry(Topic<?> topic, List<Effect> effects) {
        return new PolledEntries(
                List.of(new Entry(new TopicPartition(topic.name(), 3), 7, effects)), List.of());
    }

    private static <V> byte[] bytes(Topic<V> topic, V value) {
        return topic.values().serializer().serialize(topic.name(), value);
    }

    private static PolledEntries polled(Topic<?> topic, byte @Nullable [] value) {
        var partition = new TopicPartition(topic.name(), 3);
        return PolledEntries.of(
                new ConsumerRecords<>(
                        Map.of(
                                partition,
                                List.of(
                                        new ConsumerRecord<>(
                                                topic.name(), 3, 7, new byte[0], value))),
                        Map.of()));
    }
}
