package io.relaystream.api.store;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CleanerTest {

    @Test
    void failureDoesNotKeepItFromTheNextTime() {
        AtomicInteger runs = new AtomicInteger();
        try (Cleaner _ = Cleaner.start(Duration.ofMillis(1), () -> failAtFirst(runs))) {
            await().atMost(Duration.ofSeconds(10)).until(() -> runs.get() >= 3);
        }
    }

    private static int failAtFirst(AtomicInteger runs) {
        if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("away");
        }
        return 1;
    }
}
