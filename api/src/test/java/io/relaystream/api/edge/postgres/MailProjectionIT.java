package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.projector.Effect;
import io.relaystream.api.projector.Entry;
import io.relaystream.api.projector.ProjectionStore;
import io.relaystream.api.projector.Story;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import io.relaystream.core.notice.NoticeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The delivery log as it is made of two topics.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailProjectionIT {
    private static final String STATE =
            "SELECT concat_ws(' ', state, outcome, reason) FROM message WHERE delivery_id = ?";
    private static final String SEEN_BY_OWNER =
            "SELECT (account_id IS NOT NULL AND sender IS NOT NULL)::text FROM message WHERE delivery_id = ?";
    private static final String COUNTS =
            """
            SELECT concat_ws(' ', sum(forwarded), sum(blocked), sum(failed), sum(replied),
                sum(trackers_removed))
            FROM message_hour WHERE account_id = ?
            """;
    private static final String NOTHING = "";

    private final TestDatabase postgres;
    private final Database database;
    private final ProjectionStore store;
    private final UUID account;
    private final UUID alias = UUID.randomUUID();
    private long offset;

    MailProjectionIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        store = new PostgresProjectionStore(database, new Pseudonyms("a-key-for-tests-only"));
        account = postgres.newAccount();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Test
    void logTellsWhereAMailIsAndTheCanonicalRecordHowItEnded() {
        Story story = Story.of(account, alias);

        apply(Effect.of(story.queued()));
        assertThat(state(story)).isEqualTo("queued");
        apply(Effect.of(story.waiting()));
        assertThat(state(story)).isEqualTo("waiting deferred");
        apply(Effect.of(story.forwarded()));
        assertThat(state(story)).isEqualTo("ended forwarded sent");

        assertThat(find(SEEN_BY_OWNER, story.deliveryId())).isEqualTo("true");
        assertThat(
                        find(
                                """
                                SELECT concat_ws(' ', message_id = 'message-' || delivery_id, rule, attempts,
                                    maybe_duplicate, finished_at - received_at, total_ms, accept_ms, held_ms,
                                    decide_ms, deliver_ms, fetch_ms, rewrite_ms, send_ms, size_bytes,
                                    trackers_removed, spam, virus, spf, dkim, dmarc, next_attempt_at)
                                FROM message WHERE delivery_id = ?
                                """,
                                story.deliveryId()))
                .isEqualTo(
                        "t 1 f 00:00:03 3000 100 200 500 2400 10 20 30 4096 2 pass pass gray pass fail");
    }

    @Test
    void whicheverComesFirstTheRowIsTheSame() {
        UUID owner = postgres.newAccount();
        Story first = Story.of(owner, alias);
        Story second = Story.of(owner, alias);

        apply(Effect.of(first.forwarded()));
        apply(Effect.of(first.waiting()));
        apply(Effect.of(first.queued()));
        apply(
                Stream.of(
                                Effect.of(
                                        second.dropped(
                                                DropReason.SPAM, "spam_for_opted_out_owner")),
                                Effect.of(second.logged(MailState.ENDED, 0, null, Duration.ZERO)))
                        .flatMap(List::stream)
                        .toList());

        assertThat(state(first)).isEqualTo("ended forwarded sent");
        assertThat(state(second)).isEqualTo("ended dropped spam");
        assertThat(find(SEEN_BY_OWNER, first.deliveryId())).isEqualTo("true");
        assertThat(find(SEEN_BY_OWNER, second.deliveryId())).isEqualTo("true");
        assertThat(find(COUNTS, owner)).isEqualTo("1 1 0 0 2");
    }

    @Test
    void olderRecordOfTheLogChangesNothing() {
        Story story = Story.of(account, alias);

        apply(Effect.of(story.waiting()));
        apply(Effect.of(story.queued()));

        assertThat(state(story)).isEqualTo("waiting deferred");
    }

    @Test
    void replayFromTheBeginningChangesNothing() {
        // Given
        UUID owner = postgres.newAccount();
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Story story = Story.of(owner, alias);
            effects.addAll(Effect.of(story.queued()));
            effects.addAll(Effect.of(story.forwarded()));
        }
        apply(effects);
        String rows = rows(owner);

        // When
        apply(effects);
        apply(effects.reversed());

        // Then
        assertThat(rows(owner)).isEqualTo(rows);
        assertThat(find(COUNTS, owner)).isEqualTo("20 0 0 0 40");
    }

    @Test
    void whatHasEndedCountsForItsAliasAndHour() {
        UUID owner = postgres.newAccount();
        Story reply = Story.of(owner, alias).asReply();
        Story strangersReply = Story.of(owner, alias).asReply();
        Story notice = Story.of(owner, alias).asNotice(NoticeKind.REPLY_LIMIT);
        Story toNoAlias = Story.of(owner, null);
        Story rejected = Story.of(owner, alias);
        Story expired = Story.of(owner, alias);
        Story lost = Story.of(owner, alias);
        Story dropped = Story.of(owner, alias);
        Story forwarded = Story.of(owner, alias);

        apply(
                Stream.of(
                                Effect.of(reply.queued()),
                                Effect.of(reply.forwarded()),
                                Effect.of(strangersReply.queued()),
                                Effect.of(
                                        strangersReply.dropped(
                                                DropReason.REPLY_FROM_STRANGER,
                                                "reply_from_stranger")),
                                Effect.of(notice.queued()),
                                Effect.of(notice.forwarded()),
                                Effect.of(toNoAlias.queued()),
                                Effect.of(toNoAlias.forwarded()),
                                Effect.of(rejected.queued()),
                                Effect.of(rejected.failed(Outcome.REJECTED, DeliveryCode.REFUSED)),
                                Effect.of(expired.queued()),
                                Effect.of(
                                        expired.failed(Outcome.EXPIRED, DeliveryCode.UNREACHABLE)),
                                Effect.of(lost.queued()),
                                Effect.of(
                                        lost.failed(
                                                Outcome.CONTENT_MISSING,
                                                DeliveryCode.CONTENT_MISSING)),
                                Effect.of(dropped.queued()),
                                Effect.of(
                                        dropped.dropped(
                                                DropReason.ALIAS_DISABLED, "alias_disabled")),
                                Effect.of(forwarded.queued()),
                                Effect.of(forwarded.forwarded()))
                        .flatMap(List::stream)
                        .toList());

        assertThat(find(COUNTS, owner)).isEqualTo("1 1 3 1 4");
        assertThat(
                        find(
                                "SELECT (hour = date_trunc('hour', hour, 'UTC'))::text FROM message_hour WHERE account_id = ?",
                                owner))
                .isEqualTo("true");
    }

    @Test
    void ownerWhoIsGoneLeavesNothingPersonal() {
        // Given
        UUID gone = postgres.newAccount();
        Story before = Story.of(gone, alias);
        Story after = Story.of(gone, alias);
        apply(Effect.of(before.queued()));
        postgres.execute("DELETE FROM account WHERE id = ?", gone);

        // When
        apply(Effect.of(before.waiting()));
        apply(Effect.of(before.forwarded()));
        apply(Effect.of(after.queued()));

        // Then
        assertThat(
                        find(
                                "SELECT (account_id IS NULL AND alias_id IS NULL AND sender IS NULL)::text FROM message WHERE delivery_id = ?",
                                before.deliveryId()))
                .isEqualTo("true");
        assertThat(postgres.find(STATE, after.deliveryId())).isEmpty();
        assertThat(find(COUNTS, gone)).isEqualTo(NOTHING);
    }

    @Test
    void mailToNobodyIsKeptForTheOperator() {
        Story story = Story.of(UUID.randomUUID(), alias);

        apply(Effect.of(story.dropped(DropReason.UNKNOWN_ALIAS, "unknown_alias")));

        assertThat(state(story)).isEqualTo("ended dropped unknown_alias");
    }

    @Test
    void mailThatIsTooOldToBeKeptIsNotTakenUpAgain() {
        UUID owner = postgres.newAccount();
        Story old = Story.of(owner, alias).received(Instant.now().minus(Duration.ofDays(31)));

        apply(Effect.of(old.queued()));
        apply(Effect.of(old.forwarded()));

        assertThat(postgres.find(STATE, old.deliveryId())).isEmpty();
        assertThat(find(COUNTS, owner)).isEqualTo(NOTHING);
    }

    private void apply(List<Effect> effects) {
        store.apply(List.of(new Entry(new TopicPartition("mail.log", 0), offset++, effects)));
    }

    private String state(Story story) {
        return find(STATE, story.deliveryId());
    }

    private String find(String query, Object... parameters) {
        return postgres.find(query, parameters).orElseThrow();
    }

    private String rows(UUID owner) {
        return find(
                "SELECT string_agg(message::text || xmin::text, ' ' ORDER BY delivery_id) FROM message WHERE account_id = ?",
                owner);
    }
}
