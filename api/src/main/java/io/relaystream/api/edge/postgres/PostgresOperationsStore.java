package io.relaystream.api.edge.postgres;

import io.relaystream.api.message.Stage;
import io.relaystream.api.operations.AccountSummary;
import io.relaystream.api.operations.DeadLetterId;
import io.relaystream.api.operations.Figures;
import io.relaystream.api.operations.Figures.Ending;
import io.relaystream.api.operations.Figures.Times;
import io.relaystream.api.operations.InFlight;
import io.relaystream.api.operations.OperationsStore;
import io.relaystream.api.operations.TracedMail;
import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tables of all accounts, to be read by operators.
public record PostgresOperationsStore(Database database) implements OperationsStore {
    private static final Map<Stage, String> COLUMNS =
            new EnumMap<>(
                    Map.of(
                            Stage.ACCEPT, "accept_ms",
                            Stage.HOLD, "held_ms",
                            Stage.DECIDE, "decide_ms",
                            Stage.DELIVER, "deliver_ms",
                            Stage.FETCH, "fetch_ms",
                            Stage.REWRITE, "rewrite_ms",
                            Stage.SEND, "send_ms",
                            Stage.TOTAL, "total_ms"));

    private static final String NEWEST =
            """
            FROM (
                SELECT * FROM message WHERE finished_at > now() - interval '24 hours'
                ORDER BY finished_at DESC LIMIT 50000) AS newest
            """;

    /// What was never tried to be delivered spent no time on it.
    private static final String PERCENTILES =
            COLUMNS.entrySet().stream()
                    .map(
                            stage ->
                                    "percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY %s)%s AS %s"
                                            .formatted(
                                                    stage.getKey() == Stage.DECIDE
                                                            ? "CASE WHEN decide_ms > held_ms THEN decide_ms - held_ms ELSE 0 * decide_ms END"
                                                            : stage.getValue(),
                                                    delivery(stage.getKey())
                                                            ? " FILTER (WHERE attempts > 0)"
                                                            : "",
                                                    stage.getKey().code()))
                    .collect(Collectors.joining(", ", "SELECT count(*) AS mails, ", " " + NEWEST));

    @Override
    public Slice<AccountSummary> accounts(
            String text, Optional<Plan> plan, Optional<Position> after, int limit) {
        return Slice.of(
                database.transact(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT id, email, plan, active, verified, admin,
                                                    suspended_until, suspension_reason, created_at
                                                FROM account
                                                WHERE (strpos(email, lower(:text)) > 0 OR id::text = lower(:text))
                                                AND (:plan = '' OR plan = :plan)
                                                AND (created_at, id) < (coalesce(:at::timestamptz, 'infinity'), :after)
                                                ORDER BY created_at DESC, id DESC LIMIT :limit
                                                """)
                                        .bind("text", text)
                                        .bind("plan", plan.map(Plan::code).orElse(""))
                                        .bind("at", at(after))
                                        .bind("after", id(after))
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> account(row))
                                        .list()),
                limit,
                AccountSummary::position);
    }

    @Override
    public List<TracedMail> byMessageId(String messageId, int limit) {
        return database.transact(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM message WHERE message_id = :messageId
                                        ORDER BY received_at DESC, delivery_id DESC LIMIT :limit
                                        """)
                                .bind("messageId", messageId)
                                .bind("limit", limit)
                                .map((row, _) -> mail(row))
                                .list());
    }

    @Override
    public Slice<TracedMail> inFlight(
            Optional<InFlight> state, Optional<Position> after, int limit) {
        return Slice.of(
                database.transact(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT * FROM message
                                                WHERE outcome IS NULL AND state <> 'ended'
                                                AND (:state = '' OR state = :state)
                                                AND (received_at, delivery_id)
                                                    > (coalesce(:at::timestamptz, '-infinity'), replace(:after::text, '-', ''))
                                                ORDER BY received_at, delivery_id LIMIT :limit
                                                """)
                                        .bind("state", state.map(InFlight::code).orElse(""))
                                        .bind("at", at(after))
                                        .bind("after", id(after))
                                        .bind("limit", limit + 1)
                                        .map((row, _) -> mail(row))
                                        .list()),
                limit,
                TracedMail::position);
    }

    @Override
    public Map<InFlight, Long> countInFlight() {
        return database.transact(PostgresOperationsStore::countInFlight);
    }

    @Override
    public boolean beginRedrive(DeadLetterId id) {
        return database.transact(
                        handle ->
                                handle.execute(
                                        "INSERT INTO redriven (dead_letter) VALUES (?) ON CONFLICT DO NOTHING",
                                        id.text()))
                == 1;
    }

    @Override
    public void abandonRedrive(DeadLetterId id) {
        database.transact(
                handle -> handle.execute("DELETE FROM redriven WHERE dead_letter = ?", id.text()));
    }

    @Override
    public Figures figures() {
        return database.transact(
                handle ->
                        handle.createQuery(PERCENTILES)
                                .map(
                                        (row, _) ->
                                                new Figures(
                                                        instant(
                                                                handle,
                                                                "SELECT max(beat_at) FROM cdc_heartbeat"),
                                                        countInFlight(handle),
                                                        instant(
                                                                handle,
                                                                """
                                                                SELECT min(received_at) FROM message
                                                                WHERE outcome IS NULL AND state <> 'ended'
                                                                """),
                                                        row.getLong("mails"),
                                                        endings(handle),
                                                        times(row)))
                                .one());
    }

    private static boolean delivery(Stage stage) {
        return switch (stage) {
            case ACCEPT, HOLD, DECIDE, TOTAL -> false;
            case DELIVER, FETCH, REWRITE, SEND -> true;
        };
    }

    private static Map<InFlight, Long> countInFlight(Handle handle) {
        Map<InFlight, Long> counts = new EnumMap<>(InFlight.class);
        for (InFlight state : InFlight.values()) {
            counts.put(state, 0L);
        }
        handle.createQuery(
                        """
                        SELECT state, count(*) AS mails FROM message
                        WHERE outcome IS NULL AND state <> 'ended' GROUP BY state
                        """)
                .map(
                        (row, _) ->
                                Map.entry(
                                        Codes.read(InFlight.class, row.getString("state")),
                                        row.getLong("mails")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    private static List<Ending> endings(Handle handle) {
        return handle.createQuery(
                        "SELECT outcome, coalesce(reason, '') AS reason, count(*) AS mails "
                                + NEWEST
                                + "GROUP BY 1, 2 ORDER BY mails DESC, 1, 2")
                .map(
                        (row, _) ->
                                new Ending(
                                        row.getString("outcome"),
                                        row.getString("reason"),
                                        row.getLong("mails")))
                .list();
    }

    private static Map<Stage, Times> times(ResultSet row) throws SQLException {
        Map<Stage, Times> times = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            @Nullable Array percentiles = row.getArray(stage.code());
            if (percentiles != null) {
                Double[] each = (Double[]) percentiles.getArray();
                times.put(stage, new Times(each[0], each[1], each[2]));
            }
        }
        return times;
    }

    private static Optional<Instant> instant(Handle handle, String query) {
        return handle.createQuery(query)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }

    private static @Nullable OffsetDateTime at(Optional<Position> after) {
        return Columns.time(after.map(Position::at).orElse(null));
    }

    /// Without a position, the time alone tells.
    private static UUID id(Optional<Position> after) {
        return after.map(Position::id).orElse(new UUID(0, 0));
    }

    private static AccountSummary account(ResultSet row) throws SQLException {
        return new AccountSummary(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("email")),
                Codes.read(Plan.class, row.getString("plan")),
                row.getBoolean("active"),
                row.getBoolean("verified"),
                row.getBoolean("admin"),
                Columns.instant(row, "suspended_until"),
                row.getString("suspension_reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static TracedMail mail(ResultSet row) throws SQLException {
        return new TracedMail(
                row.getString("delivery_id"),
                row.getString("message_id"),
                row.getObject("account_id", UUID.class),
                row.getObject("alias_id", UUID.class),
                Columns.kind(row),
                row.getString("state"),
                Columns.instant(row, "as_of"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("rule"),
                row.getInt("attempts"),
                row.getBoolean("maybe_duplicate"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Columns.instant(row, "finished_at"),
                Columns.instant(row, "next_attempt_at"),
                row.getObject("size_bytes", Long.class),
                stages(row));
    }

    private static Map<Stage, Long> stages(ResultSet row) throws SQLException {
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        for (Map.Entry<Stage, String> stage : COLUMNS.entrySet()) {
            @Nullable Long millis = row.getObject(stage.getValue(), Long.class);
            if (millis != null) {
                stages.put(stage.getKey(), millis);
            }
        }
        // The canonical record has the hold in it.
        stages.computeIfPresent(
                Stage.DECIDE,
                (_, decide) -> Math.max(0, decide - stages.getOrDefault(Stage.HOLD, 0L)));
        return stages;
    }
}
