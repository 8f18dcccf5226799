package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.projector.Effect;
import io.relaystream.api.projector.Entry;
import io.relaystream.api.projector.Events;
import io.relaystream.api.projector.ProjectionStore;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.core.stats.AliasStats;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresProjectionStoreIT {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms("a-key-for-tests-only");
    private static final OffsetDateTime NOON = Events.NOON.atOffset(ZoneOffset.UTC);
    private static final String ENABLED = "SELECT enabled FROM alias WHERE id = ?";
    private static final String ADDRESS = "SELECT address FROM alias WHERE id = ?";

    private final TestDatabase postgres;
    private final Database database;
    private final ProjectionStore store;
    private long offset;

    PostgresProjectionStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        store = new PostgresProjectionStore(database, PSEUDONYMS);
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Test
    void standingIsThatAfterTheNewestEvent() {
        // Given
        UUID account = postgres.newAccount();
        Standing before = Standing.NEW.hardBounce("mailbox", Events.NOON);
        Standing after =
                before.withoutPauses().forwarding(Events.NOON, new DailyLimits(1, 1, 1, 1));

        // When
        store.apply(List.of(entry(Effect.of(event(account, before)))));
        store.apply(List.of(entry(Effect.of(event(account, after)))));

        // Then
        assertThat(details(account).standing()).isEqualTo(after);
        assertThat(
                        postgres.find(
                                "SELECT as_of = ? FROM account_standing WHERE account_id = ?",
                                NOON,
                                account))
                .contains("t");
    }

    @Test
    void statisticsAreTheNewest() {
        UUID account = postgres.newAccount();
        UUID alias = alias(account);

        for (long forwarded = 1; forwarded <= 2; forwarded++) {
            store.apply(
                    List.of(
                            entry(Effect.of(Events.stats(account, alias, forwarded))),
                            entry(Effect.of(Events.totals(account, forwarded)))));
        }

        assertThat(details(account).totals()).isEqualTo(Events.totals(account, 2));
        assertThat(statsOf(account, alias)).isEqualTo(Events.stats(account, alias, 2));
    }

    @Test
    void statisticsOfAnAliasThatIsYetToBeMadeWaitForIt() {
        UUID account = postgres.newAccount();
        UUID alias = UUID.randomUUID();

        store.apply(List.of(entry(Effect.of(Events.stats(account, alias, 1)))));
        store.apply(List.of(entry(made(account, alias, "early@ann.relay.localhost"))));

        assertThat(statsOf(account, alias)).isEqualTo(Events.stats(account, alias, 1));
    }

    @Test
    void commandsAreCarriedOut() {
        UUID account = postgres.newAccount();
        UUID alias = alias(account);
        UUID made = UUID.randomUUID();

        store.apply(
                List.of(
                        entry(Effect.of(Events.of(AccountEventKind.SPAM_DROPPING_ON, account))),
                        entry(switchedOff(account, alias)),
                        entry(made(account, made, "shop@ann.relay.localhost"))));

        assertThat(details(account).settings().dropSpam()).isTrue();
        assertThat(postgres.find(ENABLED, alias)).contains("f");
        assertThat(
                        postgres.find(
                                "SELECT (address, kind, enabled, address_hash = ?, created_at = ?)::text FROM alias WHERE id = ?",
                                PSEUDONYMS.of("shop@ann.relay.localhost"),
                                NOON,
                                made))
                .contains("(shop@ann.relay.localhost,catch_all,t,t,t)");
    }

    @Test
    void entryTakesEffectOnce() {
        // Given
        UUID account = postgres.newAccount();
        UUID alias = alias(account);
        Entry first = entry(switchedOff(account, alias));
        Entry second = entry(Effect.of(Events.used(account, 1)));
        store.apply(List.of(first));
        postgres.execute("UPDATE alias SET enabled = true WHERE id = ?", alias);

        // When
        int fresh = store.apply(List.of(first, second));
        int again = store.apply(List.of(first, second));

        // Then
        assertThat(fresh).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(postgres.find(ENABLED, alias)).contains("t");
        assertThat(store.positions()).containsEntry(second.partition(), second.offset() + 1);
    }

    /// A projector that was cut off from the group for a while finishes what it had begun.
    @Test
    void positionNeverGoesBack() {
        Entry first = entry(List.of());
        Entry second = entry(List.of());
        store.apply(List.of(first, second));

        store.apply(List.of(first));

        assertThat(store.positions()).containsEntry(second.partition(), second.offset() + 1);
    }

    @Test
    void everyPartitionHasItsPosition() {
        TopicPartition one = new TopicPartition("positions", 1);
        TopicPartition two = new TopicPartition("positions", 2);

        store.apply(List.of(new Entry(two, 20, List.of()), new Entry(one, 10, List.of())));
        store.forget(two);

        assertThat(store.positions()).containsEntry(one, 11L).containsEntry(two, 0L);
    }

    @Test
    void whatBelongsToNobodyAnyMoreIsSkipped() {
        UUID gone = UUID.randomUUID();
        UUID alias = UUID.randomUUID();
        UUID account = postgres.newAccount();

        store.apply(
                List.of(
                        entry(Effect.of(Events.of(AccountEventKind.SPAM_DROPPING_ON, gone))),
                        entry(switchedOff(gone, alias)),
                        entry(made(gone, alias, "nobody@ann.relay.localhost")),
                        entry(Effect.of(Events.stats(gone, alias, 1))),
                        entry(Effect.of(Events.totals(gone, 1))),
                        entry(Effect.of(Events.used(account, 1)))));

        assertThat(postgres.find(ADDRESS, alias)).isEmpty();
        assertThat(details(account).standing().forwarded()).isEqualTo(1);
    }

    @Test
    void aliasThatCannotBeIssuedIsSkippedAndTheRestIsNot() {
        // Given
        UUID account = postgres.newAccount();
        UUID taken = alias(account, "taken@ann.relay.localhost");
        UUID deleted = alias(account, "deleted@ann.relay.localhost");
        postgres.execute("DELETE FROM alias WHERE id = ?", deleted);
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID third = UUID.randomUUID();

        // When
        store.apply(
                List.of(
                        entry(made(account, first, "taken@ann.relay.localhost")),
                        entry(made(account, second, "deleted@ann.relay.localhost")),
                        entry(made(account, taken, "same-id@ann.relay.localhost")),
                        entry(made(account, third, "fine@ann.relay.localhost")),
                        entry(made(account, third, "fine@ann.relay.localhost"))));

        // Then
        assertThat(postgres.find(ADDRESS, first)).isEmpty();
        assertThat(postgres.find(ADDRESS, second)).isEmpty();
        assertThat(postgres.find(ADDRESS, taken)).contains("taken@ann.relay.localhost");
        assertThat(postgres.find(ADDRESS, third)).contains("fine@ann.relay.localhost");
    }

    @Test
    void strangersAliasIsNotSwitchedOff() {
        UUID alias = alias(postgres.newAccount());

        store.apply(List.of(entry(switchedOff(postgres.newAccount(), alias))));

        assertThat(postgres.find(ENABLED, alias)).contains("t");
    }

    @Test
    void batchThatFailsHasDoneNothing() {
        UUID account = postgres.newAccount();
        Entry good = entry(Effect.of(Events.used(account, 1)));
        AccountEvent never =
                AccountEvent.of(
                        AccountEventKind.USED, account.toString(), Standing.NEW, Instant.MAX);

        assertThatThrownBy(() -> store.apply(List.of(good, entry(Effect.of(never)))))
                .isInstanceOf(RuntimeException.class);

        assertThat(store.positions().getOrDefault(good.partition(), 0L))
                .isLessThanOrEqualTo(good.offset());
        assertThat(details(account).standing()).isEqualTo(Standing.NEW);
    }

    private Entry entry(List<Effect> effects) {
        return new Entry(new TopicPartition("account.events", 0), offset++, effects);
    }

    private static AccountEvent event(UUID account, Standing standing) {
        return AccountEvent.of(AccountEventKind.USED, account.toString(), standing, Events.NOON);
    }

    private static List<Effect> switchedOff(UUID account, UUID alias) {
        return Effect.of(
                Events.about(
                        AccountEventKind.ALIAS_SWITCHED_OFF,
                        account,
                        alias,
                        "any@ann.relay.localhost"));
    }

    private static List<Effect> made(UUID account, UUID alias, String address) {
        return Effect.of(Events.about(AccountEventKind.ALIAS_MADE, account, alias, address));
    }

    private AccountDetails details(UUID account) {
        return new PostgresAccountStore(database).find(account).orElseThrow();
    }

    private AliasStats statsOf(UUID account, UUID alias) {
        return new PostgresAliasStore(database).find(account, alias).orElseThrow().stats();
    }

    private UUID alias(UUID account) {
        return alias(account, UUID.randomUUID() + "@ann.relay.localhost");
    }

    private UUID alias(UUID account, String address) {
        UUID id = UUID.randomUUID();
        postgres.execute(
                "INSERT INTO alias (id, account_id, address, address_hash, kind) VALUES (?, ?, ?, ?, 'named')",
                id,
                account,
                address,
                PSEUDONYMS.of(address));
        return id;
    }
}
