package io.relaystream.bridge.edge.http;

import io.relaystream.bridge.sns.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers certificates for a day and failures for a minute. Requests for the same address share
/// one fetch, and few fetches run at once: strangers can make up addresses that look right, and
/// must neither fan out from here nor push the real ones out of memory.
final class CertificateCache {
    private static final int REMEMBERED = 64;
    private static final int FETCHES_AT_ONCE = 2;
    private static final Duration FOUND_FOR = Duration.ofHours(24);
    private static final Duration FAILED_FOR = Duration.ofMinutes(1);

    private final Function<URI, SigningKey> fetch;
    private final InstantSource clock;
    private final Latest found = new Latest();
    private final Latest failed = new Latest();
    private final Map<URI, CompletableFuture<SigningKey>> running = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(FETCHES_AT_ONCE);

    /// @param fetch bounds its time itself and does not throw
    CertificateCache(Function<URI, SigningKey> fetch, InstantSource clock) {
        this.fetch = fetch;
        this.clock = clock;
    }

    SigningKey get(URI url) {
        SigningKey remembered = remembered(url);
        if (remembered != null) {
            return remembered;
        }
        CompletableFuture<SigningKey> mine = new CompletableFuture<>();
        CompletableFuture<SigningKey> first = running.putIfAbsent(url, mine);
        if (first != null) {
            return first.join();
        }
        SigningKey answer = new SigningKey.Unavailable();
        try {
            // Another request may have ended its fetch since we looked.
            SigningKey meanwhile = remembered(url);
            answer = meanwhile == null ? fetchIfFree(url) : meanwhile;
        } finally {
            running.remove(url);
            mine.complete(answer);
        }
        return answer;
    }

    private SigningKey fetchIfFree(URI url) {
        if (!slots.tryAcquire()) {
            return new SigningKey.Unavailable();
        }
        try {
            SigningKey answer = fetch.apply(url);
            switch (answer) {
                case SigningKey.Found _ -> found.put(url, answer, clock.instant().plus(FOUND_FOR));
                case SigningKey.Unavailable _, SigningKey.Refused _ ->
                        failed.put(url, answer, clock.instant().plus(FAILED_FOR));
            }
            return answer;
        } finally {
            slots.release();
        }
    }

    private @Nullable SigningKey remembered(URI url) {
        Instant now = clock.instant();
        SigningKey certificate = found.get(url, now);
        return certificate == null ? failed.get(url, now) : certificate;
    }

    /// The answers that were used last.
    private static final class Latest {
        private final Map<URI, Remembered> entries =
                new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<URI, Remembered> eldest) {
                        return size() > REMEMBERED;
                    }
                };

        synchronized void put(URI url, SigningKey answer, Instant until) {
            entries.put(url, new Remembered(answer, until));
        }

        synchronized @Nullable SigningKey get(URI url, Instant now) {
            Remembered entry = entries.get(url);
            return entry != null && now.isBefore(entry.until) ? entry.answer : null;
        }

        private record Remembered(SigningKey answer, Instant until) {}
    }
}
