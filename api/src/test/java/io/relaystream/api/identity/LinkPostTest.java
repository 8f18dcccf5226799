package io.relaystream.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.core.address.EmailAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinkPostTest {
    private static final Letter LETTER =
            new Letter(new EmailAddress("ann@home.example"), "Hello", "Text");
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void letterThatWasNotSentIsTriedTwiceMore() {
        try (LinkPost post = failing(Integer.MAX_VALUE)) {
            assertThat(post.offer(() -> Optional.of(LETTER))).isTrue();
        }
        assertThat(attempts).hasValue(3);
    }

    @Test
    void letterIsSentOnce() {
        try (LinkPost post = failing(1)) {
            assertThat(post.offer(() -> Optional.of(LETTER))).isTrue();
        }
        assertThat(attempts).hasValue(2);
    }

    @Test
    void failureToWriteALetterHarmsNoOther() {
        try (LinkPost post = failing(0)) {
            for (int i = 0; i < 10; i++) {
                post.offer(
                        () -> {
                            throw new IllegalStateException("away");
                        });
            }
            assertThat(post.offer(() -> Optional.of(LETTER))).isTrue();
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void tooManyLettersAreRefusedAtOnce() {
        CountDownLatch away = new CountDownLatch(1);
        try (LinkPost post = new LinkPost(_ -> awaitQuietly(away), List.of())) {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> refusesSome(post));
            away.countDown();
        }
    }

    private static boolean refusesSome(LinkPost post) {
        for (int i = 0; i < 500; i++) {
            if (!post.offer(() -> Optional.of(LETTER))) {
                return true;
            }
        }
        return false;
    }

    private LinkPost failing(int times) {
        return new LinkPost(
                _ -> {
                    if (attempts.incrementAndGet() <= times) {
                        throw new IOException("not now");
                    }
                },
                List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
