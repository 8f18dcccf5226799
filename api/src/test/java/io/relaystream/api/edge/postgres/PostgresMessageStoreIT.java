package io.relaystream.api.edge.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.relaystream.api.message.MessageStore;
import io.relaystream.api.message.MessageStoreContract;
import io.relaystream.api.message.OwnedMessage;
import io.relaystream.api.message.Timings;
import io.relaystream.api.message.Verdicts;
import io.relaystream.core.address.EmailAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresMessageStoreIT implements MessageStoreContract {
    private final TestDatabase postgres;
    private final Database database;

    PostgresMessageStoreIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @Override
    public MessageStore store() {
        return new PostgresMessageStore(database);
    }

    @Override
    public UUID newAccount() {
        return postgres.newAccount();
    }

    @Override
    public void add(UUID account, OwnedMessage message) {
        @Nullable Timings timings = message.timings();
        @Nullable Verdicts verdicts = message.verdicts();
        postgres.execute(
                """
                INSERT INTO message (delivery_id, message_id, account_id, alias_id, sender, state,
                    outcome, reason, rule, received_at, finished_at, attempts, trackers_removed)
                VALUES (?, 'any', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                message.deliveryId(),
                account,
                message.alias(),
                requireNonNull(message.sender()).value(),
                message.state().code(),
                message.outcome() == null ? null : message.outcome().code(),
                message.reason(),
                message.rule(),
                Columns.time(message.receivedAt()),
                Columns.time(message.finishedAt()),
                message.attempts(),
                message.trackersRemoved());
        if (timings != null && verdicts != null) {
            postgres.execute(
                    """
                    UPDATE message SET size_bytes = ?, accept_ms = ?, held_ms = ?, decide_ms = ?,
                        deliver_ms = ?, fetch_ms = ?, rewrite_ms = ?, send_ms = ?, spam = ?, virus = ?,
                        spf = ?, dkim = ?, dmarc = ?
                    WHERE delivery_id = ?
                    """,
                    message.sizeBytes(),
                    timings.accept(),
                    timings.held(),
                    timings.decide(),
                    timings.deliver(),
                    timings.fetch(),
                    timings.rewrite(),
                    timings.send(),
                    verdicts.spam().code(),
                    verdicts.virus().code(),
                    verdicts.spf().code(),
                    verdicts.dkim().code(),
                    verdicts.dmarc().code(),
                    message.deliveryId());
        }
    }

    @Test
    void addressIsThatOfTheAliasAsLongAsThereIsOne() {
        UUID account = newAccount();
        UUID alias = UUID.randomUUID();
        String id = "a".repeat(32);
        postgres.execute(
                "INSERT INTO alias (id, account_id, address, address_hash, kind) VALUES (?, ?, 'shop@relay.localhost', md5('any'), 'named')",
                alias,
                account);
        postgres.execute(
                "INSERT INTO message (delivery_id, message_id, account_id, alias_id, state, received_at) VALUES (?, 'any', ?, ?, 'queued', now())",
                id,
                account,
                alias);

        assertThat(store().find(account, List.of(id)))
                .extracting(OwnedMessage::address)
                .containsExactly(new EmailAddress("shop@relay.localhost"));
        postgres.execute("DELETE FROM alias WHERE id = ?", alias);
        assertThat(store().find(account, List.of(id)))
                .extracting(OwnedMessage::address, OwnedMessage::alias)
                .containsExactly(tuple(null, alias));
    }
}
