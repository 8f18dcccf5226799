package io.relaystream.api.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.webhook.Post;
import io.relaystream.api.webhook.PostResult;
import io.relaystream.api.webhook.PostResult.Kind;
import io.relaystream.api.webhook.WebhookSecret;
import io.relaystream.api.webhook.WebhookUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPostQueueIT {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final PostResult REFUSED = new PostResult(Kind.STATUS, 500);
    private final TestDatabase postgres;
    private final Database database;
    private final PostgresPostQueue queue;

    PostgresPostQueueIT(@TempDir Path directory) {
        postgres = new TestDatabase(directory.resolve("postgres"));
        database = postgres.open();
        queue = new PostgresPostQueue(database);
    }

    @AfterAll
    void close() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void empty() {
        postgres.execute("DELETE FROM account");
    }

    @Test
    void whatHasBeenDueForLongestIsTakenFirstAndByOneOnly() {
        UUID hook = newHook();
        UUID second = due(hook, Duration.ofSeconds(1));
        UUID first = due(hook, Duration.ofSeconds(2));
        due(hook, Duration.ofMinutes(-1));

        assertThat(take()).contains(new Post(first, owner(hook), hook, url(), secret(), "{}", 0));
        assertThat(take().map(Post::id)).contains(second);
        assertThat(take()).isEmpty();
    }

    @Test
    void whatIsTakenAtOnceIsTakenByOneOnly() throws Exception {
        UUID hook = newHook();
        List<Callable<Optional<Post>>> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            due(hook, Duration.ZERO);
            takers.add(this::take);
        }

        List<UUID> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Post>> each : threads.invokeAll(takers)) {
                each.get().map(Post::id).ifPresent(taken::add);
            }
        }

        assertThat(taken).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void whatNobodySaysTheEndOfIsTakenAgain() {
        UUID delivery = due(newHook(), Duration.ZERO);

        queue.take(Duration.ZERO, Set.of());

        assertThat(take().map(Post::id)).contains(delivery);
    }

    @Test
    void busyAccountsAndDisabledHooksWait() {
        UUID account = postgres.newAccount();
        due(newHook(account), Duration.ofSeconds(2));
        due(newHook(account), Duration.ofSeconds(2));
        UUID off = newHook();
        due(off, Duration.ofSeconds(2));
        postgres.execute("UPDATE webhook SET enabled = false WHERE id = ?", off);
        UUID other = due(newHook(), Duration.ZERO);

        assertThat(queue.take(LEASE, Set.of(account)).map(Post::id)).contains(other);
        assertThat(queue.take(LEASE, Set.of(account))).isEmpty();
    }

    @Test
    void whatIsDeliveredIsOver() {
        UUID hook = newHook();
        postgres.execute("UPDATE webhook SET failing_since = now() WHERE id = ?", hook);
        UUID delivery = due(hook, Duration.ZERO);

        queue.delivered(take().orElseThrow(), new PostResult(Kind.DELIVERED, 204));

        assertThat(row(delivery)).isEqualTo("1,f,t,204,");
        assertThat(failingSince(hook)).isEqualTo("null");
    }

    @Test
    void whatFailedIsTriedAgainUntilItIsEnough() {
        UUID hook = newHook();
        UUID delivery = due(hook, Duration.ZERO);

        queue.failed(take().orElseThrow(), REFUSED, Optional.of(Duration.ZERO), PATIENCE);
        Post again = take().orElseThrow();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(failingSince(hook)).isNotEqualTo("null");
        queue.failed(again, new PostResult(Kind.TIMED_OUT, null), Optional.empty(), PATIENCE);

        assertThat(row(delivery)).isEqualTo("2,f,f,,timed_out");
        assertThat(take()).isEmpty();
    }

    @Test
    void hookThatFailsForLongIsSwitchedOffWithAllThatWaits() {
        UUID hook = newHook();
        UUID failing = due(hook, Duration.ofSeconds(1));
        UUID waiting = due(hook, Duration.ofMinutes(-1));
        Post post = take().orElseThrow();

        postgres.execute(
                "UPDATE webhook SET failing_since = now() - interval '71 hours' WHERE id = ?",
                hook);
        queue.failed(post, REFUSED, Optional.of(Duration.ZERO), PATIENCE);
        assertThat(enabled(hook)).isEqualTo("t");

        postgres.execute(
                "UPDATE webhook SET failing_since = now() - interval '72 hours' WHERE id = ?",
                hook);
        queue.failed(take().orElseThrow(), REFUSED, Optional.of(Duration.ZERO), PATIENCE);
        assertThat(enabled(hook)).isEqualTo("f");
        assertThat(row(failing)).isEqualTo("2,f,f,500,status");
        assertThat(row(waiting)).isEqualTo("0,f,f,,");
    }

    @Test
    void whatBecameOfADeletedHookIsForgotten() {
        UUID hook = newHook();
        due(hook, Duration.ZERO);
        Post post = take().orElseThrow();
        postgres.execute("DELETE FROM webhook WHERE id = ?", hook);

        queue.failed(post, REFUSED, Optional.of(Duration.ZERO), PATIENCE);
        queue.delivered(post, new PostResult(Kind.DELIVERED, 200));

        assertThat(take()).isEmpty();
    }

    @Test
    void whatIsOldIsRemoved() {
        UUID hook = newHook();
        UUID old = due(hook, Duration.ZERO);
        UUID young = due(hook, Duration.ZERO);
        postgres.execute(
                "UPDATE webhook_delivery SET created_at = now() - interval '8 days' WHERE id = ?",
                old);

        queue.forget(Duration.ofDays(7));

        assertThat(postgres.find("SELECT id FROM webhook_delivery")).contains(young.toString());
        assertThat(postgres.text("SELECT count(*) FROM webhook_delivery")).isEqualTo("1");
    }

    private Optional<Post> take() {
        return queue.take(LEASE, Set.of());
    }

    private UUID newHook() {
        return newHook(postgres.newAccount());
    }

    private UUID newHook(UUID account) {
        UUID hook = UUID.randomUUID();
        postgres.execute(
                "INSERT INTO webhook (id, account_id, url, secret, events) VALUES (?, ?, ?, ?, '{}')",
                hook,
                account,
                url().value(),
                secret().value());
        return hook;
    }

    /// @param since negative if it is due later
    private UUID due(UUID hook, Duration since) {
        UUID id = UUID.randomUUID();
        postgres.execute(
                """
                INSERT INTO webhook_delivery (id, webhook_id, account_id, event, body, next_attempt_at)
                SELECT ?, id, account_id, 'ping', '{}', now() - make_interval(secs => ?)
                FROM webhook WHERE id = ?
                """,
                id,
                (double) since.toSeconds(),
                hook);
        return id;
    }

    /// Attempts, whether it waits, whether it is delivered, status and error.
    private String row(UUID delivery) {
        return postgres.find(
                        "SELECT concat_ws(',', attempts, next_attempt_at IS NOT NULL AND next_attempt_at <= now(), delivered_at IS NOT NULL, coalesce(last_status::text, ''), coalesce(last_error, '')) FROM webhook_delivery WHERE id = ?",
                        delivery)
                .orElseThrow();
    }

    private UUID owner(UUID hook) {
        return UUID.fromString(
                postgres.find("SELECT account_id FROM webhook WHERE id = ?", hook).orElseThrow());
    }

    private String failingSince(UUID hook) {
        return postgres.find("SELECT failing_since FROM webhook WHERE id = ?", hook).orElseThrow();
    }

    private String enabled(UUID hook) {
        return postgres.find("SELECT enabled FROM webhook WHERE id = ?", hook).orElseThrow();
    }

    private static WebhookUrl url() {
        return new WebhookUrl("https://hooks.example/a");
    }

    private static WebhookSecret secret() {
        return new WebhookSecret("whsec_any");
    }
}
