package io.relaystream.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundTest {
    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch inRound = new CountDownLatch(1);
    private final CountDownLatch roundMayEnd = new CountDownLatch(1);

    @Test
    void worksOnAThreadOfThatNameUntilItIsClosed() throws Exception {
        var worker = new CompletableFuture<Thread>();

        try (Background _ =
                Background.start(
                        "rounds",
                        closing -> {
                            worker.complete(Thread.currentThread());
                            while (!closing.await(1, TimeUnit.MILLISECONDS)) {
                                rounds.incrementAndGet();
                            }
                        })) {
            await().until(() -> rounds.get() > 2);
            assertThat(worker.get().getName()).isEqualTo("rounds");
        }

        assertThat(worker.get().isAlive()).isFalse();
    }

    @Test
    void closeWaitsForTheRoundThatRuns() throws Exception {
        Background background = Background.start("rounds", this::oneLongRound);
        inRound.await();

        Thread closer = Thread.ofPlatform().start(background::close);
        await().until(() -> closer.getState() == Thread.State.WAITING);
        assertThat(rounds).hasValue(0);
        roundMayEnd.countDown();

        assertThat(closer.join(Duration.ofSeconds(10))).isTrue();
        assertThat(rounds).hasValue(1);
    }

    /// Its next wait tells whoever closes, and the work ends all the same.
    @Test
    void whoIsInterruptedDoesNotWaitForTheRound() throws Exception {
        Background background = Background.start("rounds", this::oneLongRound);
        inRound.await();
        var stillInterrupted = new CompletableFuture<Boolean>();

        Thread closer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    background.close();
                                    stillInterrupted.complete(
                                            Thread.currentThread().isInterrupted());
                                });
        closer.interrupt();

        assertThat(stillInterrupted.get()).isTrue();
        assertThat(rounds).hasValue(0);
        roundMayEnd.countDown();
        await().untilAsserted(() -> assertThat(rounds).hasValue(1));
    }

    @Test
    void workThatThrowsEndsItsThreadAsAnyDoesAndIsNotBegunAgain() throws Exception {
        var thrown = new CompletableFuture<Throwable>();

        try (Background _ =
                Background.start(
                        "rounds",
                        _ -> {
                            rounds.incrementAndGet();
                            Thread.currentThread()
                                    .setUncaughtExceptionHandler((_, e) -> thrown.complete(e));
                            throw new IllegalStateException("a defect");
                        })) {
            assertThat(thrown.get()).hasMessage("a defect");
        }

        assertThat(rounds).hasValue(1);
    }

    @Test
    void workMayEndByItself() {
        try (Background _ = Background.start("rounds", _ -> rounds.incrementAndGet())) {
            await().untilAsserted(() -> assertThat(rounds).hasValue(1));
        }
    }

    @Test
    void workThatIsInterruptedEnds() {
        try (Background _ =
                Background.start(
                        "rounds",
                        closing -> {
                            rounds.incrementAndGet();
                            Thread.currentThread().interrupt();
                            closing.await();
                        })) {
            await().untilAsserted(() -> assertThat(rounds).hasValue(1));
        }
    }

    private void oneLongRound(CountDownLatch closing) throws InterruptedException {
        while (closing.getCount() > 0) {
            inRound.countDown();
            roundMayEnd.await();
            rounds.incrementAndGet();
        }
    }
}
