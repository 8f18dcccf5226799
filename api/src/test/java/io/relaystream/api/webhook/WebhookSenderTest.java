package io.relaystream.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.api.store.StoreUnavailableException;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final RetryTimes RETRIES = new RetryTimes(List.of(Duration.ofMinutes(7)));
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Queue queue = new Queue();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final List<String> signatures = Collections.synchronizedList(new ArrayList<>());
    private final WebhookSender sender =
            WebhookSender.start(queue, this::post, RETRIES, () -> NOW, new Meters(metrics));

    @AfterEach
    void close() {
        sender.close();
    }

    @Test
    void whatIsTakenIsSignedPostedAndCounted() {
        queue.put("/204", 0);

        await().until(() -> queue.ended("delivered 204"));

        assertThat(signatures).containsExactly(new WebhookSecret("whsec_any").signature(NOW, "{}"));
        assertThat(counted("delivered")).isEqualTo(1);
    }

    @Test
    void whatFailsIsTriedAgainUntilItIsEnough() {
        queue.put("/500", 0);
        queue.put("/503", 1);

        await().until(() -> queue.ended("failed 500, again in PT7M"));
        await().until(() -> queue.ended("failed 503, the last"));
    }

    @Test
    void storeThatIsAwayAndAPostThatBreaksKeepNothingElseBack() {
        queue.away = true;
        queue.put("/bug", 0);
        for (int i = 0; i < 20; i++) {
            queue.put("/bug", 0);
        }
        queue.put("/204", 0);

        await().until(() -> queue.asked > 0);
        queue.away = false;

        await().until(() -> queue.ended("delivered 204"));
    }

    /// One with many webhooks, all of them slow.
    @Test
    void oneAccountHoldsNobodyBack() {
        UUID slow = UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            queue.put(slow, "/slow", 0);
        }
        queue.put("/204", 0);

        await().until(() -> queue.ended("delivered 204"));
        await().until(() -> waiting.get() == 2);
        answering.countDown();

        await().until(() -> queue.endings.size() == 11);
        assertThat(mostWaiting).hasValue(2);
    }

    @Test
    void postWhoseHostIsNotLookedUpIsNoAttempt() {
        queue.put("/later", 0);

        await().until(() -> counted("host_not_looked_up") == 1);
        sender.close();

        assertThat(queue.endings).isEmpty();
    }

    private double counted(String result) {
        return metrics.counter(Metric.WEBHOOK_POSTS.id(), "result", result).count();
    }

    /// The path is the status.
    private PostResult post(WebhookUrl url, UUID delivery, String signature, String body) {
        String path = url.uri().getPath();
        if (path.equals("/bug")) {
            throw new IllegalStateException("a defect");
        }
        if (path.equals("/later")) {
            return PostResult.unanswered(PostResult.Kind.HOST_NOT_LOOKED_UP);
        }
        if (path.equals("/slow")) {
            return slowly();
        }
        signatures.add(signature);
        return PostResult.answered(Integer.parseInt(path.substring(1)));
    }

    private PostResult slowly() {
        mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        try {
            answering.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        return PostResult.answered(200);
    }

    /// Gives each post once.
    private static final class Queue implements PostQueue {
        private final Deque<Post> due = new ArrayDeque<>();
        private final List<String> endings = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean away;
        private volatile int asked;

        void put(String path, int attempts) {
            put(UUID.randomUUID(), path, attempts);
        }

        synchronized void put(UUID account, String path, int attempts) {
            due.add(
                    new Post(
                            UUID.randomUUID(),
                            account,
                            UUID.randomUUID(),
                            new WebhookUrl("https://hooks.example" + path),
                            new WebhookSecret("whsec_any"),
                            "{}",
                            attempts));
        }

        boolean ended(String how) {
            return endings.contains(how);
        }

        @Override
        public synchronized Optional<Post> take(Duration lease, Set<UUID> busy) {
            asked = asked + 1;
            if (away) {
                throw new StoreUnavailableException(new IllegalStateException("away"));
            }
            Optional<Post> first =
                    due.stream().filter(post -> !busy.contains(post.account())).findFirst();
            first.ifPresent(due::remove);
            return first;
        }

        @Override
        public void delivered(Post post, PostResult result) {
            endings.add("delivered " + result.status());
        }

        @Override
        public void failed(
                Post post, PostResult result, Optional<Duration> pause, Duration patience) {
            endings.add(
                    "failed %d, %s"
                            .formatted(
                                    result.status(),
                                    pause.map(each -> "again in " + each).orElse("the last")));
        }

        @Override
        public void forget(Duration age) {
            // nothing is kept
        }
    }
}
