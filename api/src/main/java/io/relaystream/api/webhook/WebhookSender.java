package io.relaystream.api.webhook;

import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.platform.service.Background;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts what webhooks are to be told: one thread takes it, some post. At least once: what nobody
/// says the end of is posted again when its lease is over. No transaction is open during a post.
///
/// The threads are not virtual: one that asks for an address keeps its carrier, and a slow name
/// server must not keep the requests of the API waiting.
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int AT_ONCE = 8;

    /// Slow receivers of one account, however many, do not hold back the others.
    private static final int AT_ONCE_OF_ONE = 2;

    /// Longer than any attempt.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration UNWELL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final PostQueue queue;
    private final Poster poster;
    private final RetryTimes retries;
    private final InstantSource clock;
    private final Meters meters;
    private final Map<UUID, Integer> posting = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    AT_ONCE, Thread.ofPlatform().name("webhook-", 1).daemon().factory());
    private final Background taking;
    private long forgotten = System.nanoTime();

    private WebhookSender(
            PostQueue queue,
            Poster poster,
            RetryTimes retries,
            InstantSource clock,
            Meters meters) {
        this.queue = queue;
        this.poster = poster;
        this.retries = retries;
        this.clock = clock;
        this.meters = meters;
        this.taking = Background.start("webhooks", this::takeUntil);
    }

    public static WebhookSender start(
            PostQueue queue,
            Poster poster,
            RetryTimes retries,
            InstantSource clock,
            Meters meters) {
        return new WebhookSender(queue, poster, retries, clock, meters);
    }

    /// Posts that have not ended in two seconds are cut off, and made again by another instance or
    /// the next start.
    @Override
    public void close() {
        taking.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void takeUntil(CountDownLatch closing) throws InterruptedException {
        Duration pause = Duration.ZERO;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            pause = carefulRound();
        }
    }

    private Duration carefulRound() throws InterruptedException {
        try {
            return round();
        } catch (StoreUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e.getCause())
                    .log("What webhooks are to be told cannot be read now; trying again");
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .log("What webhooks are to be told cannot be read; trying again");
        }
        return UNWELL;
    }

    /// @return how long to rest
    private Duration round() throws InterruptedException {
        if (System.nanoTime() - forgotten > FORGET_EVERY.toNanos()) {
            queue.forget(KEPT);
            forgotten = System.nanoTime();
        }
        if (!free.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Duration.ZERO;
        }
        boolean begun = false;
        try {
            begun = begin(queue.take(LEASE, busy()));
        } finally {
            if (!begun) {
                free.release();
            }
        }
        return begun ? Duration.ZERO : IDLE;
    }

    private boolean begin(Optional<Post> taken) {
        taken.ifPresent(
                post -> {
                    posting.merge(post.account(), 1, Integer::sum);
                    threads.execute(() -> attempt(post));
                });
        return taken.isPresent();
    }

    private Set<UUID> busy() {
        return posting.entrySet().stream()
                .filter(each -> each.getValue() >= AT_ONCE_OF_ONE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void attempt(Post post) {
        try {
            PostResult result =
                    poster.post(
                            post.url(),
                            post.id(),
                            post.secret().signature(clock.instant(), post.body()),
                            post.body());
            meters.count(Metric.WEBHOOK_POSTS, result.kind());
            keep(post, result);
        } catch (StoreUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e.getCause())
                    .log("What became of a post cannot be kept; it is posted again");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A post failed unexpectedly; it is posted again");
        } finally {
            posting.computeIfPresent(post.account(), (_, n) -> n == 1 ? null : n - 1);
            free.release();
        }
    }

    /// What was not tried is no attempt: it is posted when its lease is over.
    private void keep(Post post, PostResult result) {
        switch (result.kind()) {
            case DELIVERED -> queue.delivered(post, result);
            case HOST_NOT_LOOKED_UP -> {}
            case STATUS, HOST_NOT_PUBLIC, UNREACHABLE, TLS_FAILED, TIMED_OUT ->
                    queue.failed(post, result, retries.pauseAfter(post.attempts() + 1), PATIENCE);
        }
    }
}
