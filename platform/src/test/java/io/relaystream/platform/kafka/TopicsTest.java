package io.relaystream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.platform.kafka.Topic.Partitioning;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void namesAreUnique() {
        assertThat(Topics.ALL).extracting(Topic::name).doesNotHaveDuplicates();
    }

    @Test
    void noTopicIsForgottenWhenTopicsAreMade() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Field field : Topics.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class) {
                declared.add(field.get(null));
            }
        }

        assertThat(new ArrayList<Object>(Topics.ALL)).hasSameElementsAs(declared);
    }

    /// Mails are joined with aliases by recipient, and everything after the decision with accounts
    /// and reports by account: the same key must lie in the same partition everywhere.
    @Test
    void allTopicsWithKeysThatAreJoinedHaveTheSameNumberOfPartitions() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.partitioning() == Partitioning.BY_KEY)
                .containsExactlyInAnyOrder(
                        Topics.INBOUND,
                        Topics.WAITED,
                        Topics.FEEDBACK,
                        Topics.ALIASES,
                        Topics.ACCOUNTS,
                        Topics.DOMAINS,
                        Topics.DELETED_ALIASES,
                        Topics.REPLY_CONTEXTS,
                        Topics.DELIVERIES,
                        Topics.OUTCOMES,
                        Topics.CANONICAL,
                        Topics.LOG,
                        Topics.ALIAS_STATS,
                        Topics.ACCOUNT_EVENTS,
                        Topics.QUESTIONS,
                        Topics.EXPLANATIONS);
    }

    @Test
    void whatTheNewestRecordSaysAllOfIsCompacted() {
        assertThat(Topics.ALL)
                .filteredOn(Topic::compacted)
                .containsExactlyInAnyOrder(
                        Topics.ALIASES,
                        Topics.ACCOUNTS,
                        Topics.DOMAINS,
                        Topics.DELETED_ALIASES,
                        Topics.REPLY_CONTEXTS,
                        Topics.CDC_HEARTBEAT,
                        Topics.ALIAS_STATS);
    }

    @Test
    void whatMayBeNeededAgainIsKeptForTwoWeeks() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> !topic.compacted() && topic.retention().toDays() < 14)
                .containsExactlyInAnyOrder(Topics.QUESTIONS, Topics.EXPLANATIONS);
    }
}
