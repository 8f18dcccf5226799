package io.relaystream.api.edge.postgres;

import io.relaystream.api.projector.Effect;
import io.relaystream.api.projector.Effect.Command;
import io.relaystream.api.projector.Effect.DropSpam;
import io.relaystream.api.projector.Effect.MakeAlias;
import io.relaystream.api.projector.Effect.SwitchOff;
import io.relaystream.api.projector.Entry;
import io.relaystream.api.projector.Projection;
import io.relaystream.api.projector.ProjectionStore;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.core.canonical.Pseudonyms;
import io.relaystream.platform.log.LogKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables that hold what mail has led to, and `projector_position`. Whoever listens is told of
/// it.
///
/// The rows of the positions are locked before anything else, and what lies before them is left
/// out: also a projector that does not know yet that it has lost a partition does no harm.
///
/// @param pseudonyms hashes the addresses that are never issued again
public record PostgresProjectionStore(Database database, Pseudonyms pseudonyms)
        implements ProjectionStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProjectionStore.class);
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);
    private static final String MAKING = "making";

    /// SQLSTATE class of rows that the tables do not take.
    private static final List<String> VIOLATION = List.of("23");

    @Override
    public Map<TopicPartition, Long> positions() {
        return database.transact(
                handle ->
                        handle
                                .createQuery(
                                        "SELECT topic, partition, next_offset FROM projector_position")
                                .map((row, _) -> position(row))
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public int apply(List<Entry> batch) {
        return database.transact(
                handle -> {
                    Map<TopicPartition, Long> next = lock(handle, batch);
                    List<Entry> fresh =
                            batch.stream()
                                    .filter(e -> e.offset() >= next.getOrDefault(e.partition(), 0L))
                                    .toList();
                    List<Effect> effects =
                            fresh.stream().flatMap(entry -> entry.effects().stream()).toList();
                    write(handle, Projection.of(effects));
                    fresh.forEach(entry -> next.put(entry.partition(), entry.offset() + 1));
                    move(handle, next);
                    return fresh.size();
                });
    }

    @Override
    public void forget(TopicPartition partition) {
        int moved = database.transact(handle -> move(handle, Map.of(partition, 0L)));
        if (moved == 0) {
            throw new IllegalStateException(
                    "A partition that is forgotten must have a position, got none for "
                            + partition);
        }
    }

    /// Always in the same order, so that two projectors never wait for each other.
    ///
    /// @return the position of each partition in the batch
    private static Map<TopicPartition, Long> lock(Handle handle, List<Entry> batch) {
        Map<TopicPartition, Long> positions = new TreeMap<>(ORDER);
        batch.forEach(entry -> positions.put(entry.partition(), 0L));
        List<TopicPartition> partitions = List.copyOf(positions.keySet());
        handle.createQuery(
                        """
                        INSERT INTO projector_position AS known (topic, partition, next_offset)
                        SELECT topic, partition, 0
                        FROM unnest(:topics, :partitions) AS read (topic, partition)
                        ON CONFLICT (topic, partition) DO UPDATE SET next_offset = known.next_offset
                        RETURNING topic, partition, next_offset
                        """)
                .bindArray(
                        "topics",
                        String.class,
                        partitions.stream().map(TopicPartition::topic).toList())
                .bindArray(
                        "partitions",
                        Integer.class,
                        partitions.stream().map(TopicPartition::partition).toList())
                .map((row, _) -> position(row))
                .forEach(known -> positions.put(known.getKey(), known.getValue()));
        return positions;
    }

    private static Map.Entry<TopicPartition, Long> position(ResultSet row) throws SQLException {
        return Map.entry(
                new TopicPartition(row.getString("topic"), row.getInt("partition")),
                row.getLong("next_offset"));
    }

    /// @return how many have moved
    private static int move(Handle handle, Map<TopicPartition, Long> positions) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        UPDATE projector_position SET next_offset = :next
                        WHERE topic = :topic AND partition = :partition
                        """);
        positions.forEach(
                (partition, next) ->
                        batch.bind("next", next)
                                .bind("topic", partition.topic())
                                .bind("partition", partition.partition())
                                .add());
        return IntStream.of(batch.execute()).sum();
    }

    private void write(Handle handle, Projection projection) {
        NewestValues.write(handle, projection);
        projection.commands().forEach(command -> carryOut(handle, command));
        List<ChangedMail> mails = MailRows.write(handle, projection);
        WebhookOutbox.tell(handle, mails.stream().map(ChangedMail::deliveryId).toList());
        ChangeTexts.tell(handle, ProjectedChanges.of(projection, mails));
    }

    private void carryOut(Handle handle, Command command) {
        switch (command) {
            case DropSpam(var account) ->
                    handle.execute(
                            "UPDATE account SET drop_spam = true WHERE id = ? AND NOT drop_spam",
                            account);
            case SwitchOff(var account, var alias) ->
                    handle.execute(
                            "UPDATE alias SET enabled = false WHERE id = ? AND account_id = ? AND enabled",
                            alias,
                            account);
            case MakeAlias made -> make(handle, made);
        }
    }

    /// The tables refuse an address that is or was in use, or an owner who is gone.
    private void make(Handle handle, MakeAlias made) {
        handle.savepoint(MAKING);
        try {
            insert(handle, made);
            handle.releaseSavepoint(MAKING);
        } catch (JdbiException e) {
            if (!Database.hasState(e, VIOLATION)) {
                throw e;
            }
            handle.rollbackToSavepoint(MAKING);
            LOG.atInfo()
                    .addKeyValue(LogKey.ALIAS.key(), pseudonyms.of(made.alias().toString()))
                    .log("An alias made by mail is not put into the database: it cannot be issued");
        }
    }

    private void insert(Handle handle, MakeAlias made) {
        handle.createUpdate(
                        """
                        INSERT INTO alias (id, account_id, address, address_hash, kind, created_at)
                        VALUES (:id, :account, :address, :hash, :kind, :at)
                        """)
                .bind("id", made.alias())
                .bind("account", made.account())
                .bind("address", made.address().value())
                .bind("hash", pseudonyms.of(made.address().value()))
                .bind("kind", AliasKind.CATCH_ALL.code())
                .bind("at", Columns.time(made.at()))
                .execute();
    }
}
