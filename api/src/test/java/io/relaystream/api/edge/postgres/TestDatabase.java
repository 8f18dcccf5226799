package io.relaystream.api.edge.postgres;

import io.relaystream.cdc.edge.postgres.Migrations;
import io.relaystream.embedded.EmbeddedPostgres;
import io.relaystream.platform.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A Postgres with the schema of alias-cdc.
public final class TestDatabase implements AutoCloseable {
    private static final Secret ANY_PASSWORD = new Secret("any");
    private final Path directory;
    private EmbeddedPostgres postgres;

    public TestDatabase(Path directory) {
        this.directory = directory;
        postgres = EmbeddedPostgres.startOnFreePort(directory);
        Migrations.apply(url(), user(), ANY_PASSWORD);
    }

    public String url() {
        return postgres.jdbcUrl("relaystream");
    }

    public String user() {
        return postgres.user();
    }

    /// Runs one statement with positional parameters.
    public void execute(String statement, @Nullable Object... parameters) {
        Jdbi.create(url(), user(), ANY_PASSWORD.value())
                .useHandle(handle -> handle.execute(statement, parameters));
    }

    /// @return the id of an account with the premium plan
    public UUID newAccount() {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO account (id, email, plan) VALUES (?, ?, 'premium')",
                id,
                id + "@home.example");
        return id;
    }

    /// A mail in the delivery log, received now.
    ///
    /// @param outcome empty while it is on its way
    /// @return its delivery id
    public String newMessage(UUID account, String state, String outcome) {
        String id = UUID.randomUUID().toString().replace("-", "");
        execute(
                """
                INSERT INTO message (delivery_id, account_id, sender, state, message_id, received_at,
                    outcome, finished_at)
                SELECT ?, ?, 'jane@shop.example', ?, ?, now(), outcome, CASE WHEN outcome > '' THEN now() END
                FROM nullif(?, '') AS outcome
                """,
                id,
                account,
                state,
                "received-" + id,
                outcome);
        return id;
    }

    /// Lets webhooks be told of messages, as the projector does.
    public void tell(String... messages) {
        try (Database database = open()) {
            database.transact(
                    handle -> {
                        WebhookOutbox.tell(handle, List.of(messages));
                        return messages;
                    });
        }
    }

    /// @param parameters for each `?`
    /// @return the first column of the first row; empty if there is no row
    public Optional<String> find(String query, Object... parameters) {
        return Jdbi.create(url(), user(), ANY_PASSWORD.value())
                .withHandle(
                        handle ->
                                handle.select(query, parameters)
                                        .map((row, _) -> String.valueOf(row.getString(1)))
                                        .findFirst());
    }

    /// @return the first column of each row
    public List<String> texts(String query) {
        return Jdbi.create(url(), user(), ANY_PASSWORD.value())
                .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    public String text(String query) {
        return Jdbi.create(url(), user(), ANY_PASSWORD.value())
                .withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    /// The pool that the API uses.
    public Database open() {
        return new Database(url(), user(), ANY_PASSWORD);
    }

    public void stop() {
        postgres.close();
    }

    public void restart() {
        postgres = EmbeddedPostgres.start(directory, postgres.port());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
