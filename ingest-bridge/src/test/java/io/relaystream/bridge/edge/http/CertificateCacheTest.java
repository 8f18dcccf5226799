package io.relaystream.bridge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.embedded.LocalSns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class CertificateCacheTest {
    @TempDir private static Path directory;
    private static SigningKey found;

    private final List<URI> fetched = new CopyOnWriteArrayList<>();
    private Function<URI, SigningKey> answer = _ -> found;
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");
    private final CertificateCache cache =
            new CertificateCache(
                    url -> {
                        fetched.add(url);
                        return answer.apply(url);
                    },
                    () -> now);

    @BeforeAll
    static void makeCertificate() {
        found = new SigningKey.Found(LocalSns.in(directory).certificate());
    }

    @Test
    void remembersACertificateForADay() {
        // Given
        assertThat(cache.get(url(1))).isEqualTo(found);

        // When
        now = now.plus(Duration.ofHours(24)).minusMillis(1);
        assertThat(cache.get(url(1))).isEqualTo(found);
        now = now.plusMillis(1);
        assertThat(cache.get(url(1))).isEqualTo(found);

        // Then
        assertThat(fetched).containsExactly(url(1), url(1));
    }

    @Test
    void remembersAFailureForAMinute() {
        // Given
        answer = _ -> new SigningKey.Unavailable();
        assertThat(cache.get(url(1))).isEqualTo(new SigningKey.Unavailable());
        answer = _ -> found;

        // When
        now = now.plusSeconds(59);
        SigningKey soon = cache.get(url(1));
        now = now.plusSeconds(1);
        SigningKey later = cache.get(url(1));

        // Then
        assertThat(soon).isEqualTo(new SigningKey.Unavailable());
        assertThat(later).isEqualTo(found);
    }

    @Test
    void keepsARealCertificateWhileStrangersMakeUpAddresses() {
        // Given
        cache.get(url(1));
        answer = _ -> new SigningKey.Unavailable();

        // When
        IntStream.range(2, 1_000).forEach(i -> cache.get(url(i)));
        fetched.clear();

        // Then
        assertThat(cache.get(url(1))).isEqualTo(found);
        assertThat(fetched).isEmpty();
    }

    @Test
    void forgetsTheCertificateThatWasNotUsedForLongest() {
        // Given
        IntStream.rangeClosed(1, 64).forEach(i -> cache.get(url(i)));
        cache.get(url(1));

        // When
        cache.get(url(65));
        fetched.clear();
        Stream.of(1, 2).forEach(i -> cache.get(url(i)));

        // Then
        assertThat(fetched).containsExactly(url(2));
    }

    @Test
    void fetchesOnceForAllWhoAskAtOnce() throws Exception {
        // Given
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        answer = _ -> waited(fetching, arrived);
        List<SigningKey> answers = new CopyOnWriteArrayList<>();
        Runnable ask = () -> answers.add(cache.get(url(1)));
        Thread first = Thread.ofPlatform().daemon().start(ask);
        fetching.await();

        // When
        List<Thread> others =
                IntStream.range(0, 20)
                        .mapToObj(_ -> Thread.ofPlatform().daemon().start(ask))
                        .toList();
        await().until(() -> others.stream().allMatch(CertificateCacheTest::isWaiting));
        arrived.countDown();
        for (Thread other : others) {
            other.join();
        }
        first.join();

        // Then
        assertThat(answers).hasSize(21).containsOnly(found);
        assertThat(fetched).containsExactly(url(1));
    }

    @Test
    void doesNotFanOut() throws Exception {
        CountDownLatch fetching = new CountDownLatch(2);
        CountDownLatch arrived = new CountDownLatch(1);
        answer = _ -> waited(fetching, arrived);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            List<Future<SigningKey>> slow =
                    Stream.of(1, 2).map(i -> threads.submit(() -> cache.get(url(i)))).toList();
            fetching.await();

            // When
            SigningKey third = cache.get(url(3));
            arrived.countDown();

            // Then
            assertThat(third).isEqualTo(new SigningKey.Unavailable());
            assertThat(slow).allSatisfy(it -> assertThat(it.get()).isEqualTo(found));
            assertThat(cache.get(url(3))).isEqualTo(found);
        }
    }

    /// Without a time limit, unlike who fetches.
    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static SigningKey waited(CountDownLatch fetching, CountDownLatch arrived) {
        fetching.countDown();
        try {
            assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private static URI url(int number) {
        return URI.create("https://sns.us-east-1.amazonaws.com/%d.pem".formatted(number));
    }
}
