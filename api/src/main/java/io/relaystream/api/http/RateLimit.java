package io.relaystream.api.http;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How often each of many may come within a window of time. Windows begin for all at once, so that
/// what is remembered ends with them.
final class RateLimit {
    /// Of whom there are more share counts until the window ends: nobody can make us remember
    /// without end.
    private static final int MAX_KEYS = 100_000;

    /// So many that whoever fills some of them closes the door to few.
    private static final int SHARED_COUNTS = 65_536;

    private final int most;
    private final long windowSeconds;
    private final Map<String, Integer> counts = new HashMap<>();
    private long window = -1;

    /// What is left to somebody.
    ///
    /// @param exceeded whether this time was one too many
    /// @param resetSeconds until the window ends
    record Share(int limit, int remaining, long resetSeconds, boolean exceeded) {}

    /// @param window whole seconds
    RateLimit(int most, Duration window) {
        this.most = most;
        this.windowSeconds = window.toSeconds();
    }

    /// Counts one time more.
    synchronized Share take(String key, Instant now) {
        enter(now);
        int count = counts.merge(counted(key), 1, (a, b) -> Math.min(a + b, most + 1));
        return new Share(
                most,
                Math.max(0, most - count),
                windowSeconds - now.getEpochSecond() % windowSeconds,
                count > most);
    }

    /// Undoes one time that was not one too many.
    ///
    /// @param taken when it was counted
    synchronized void giveBack(String key, Instant taken) {
        if (taken.getEpochSecond() / windowSeconds == window) {
            counts.computeIfPresent(counted(key), (_, count) -> count - 1);
        }
    }

    /// Whether it has come in this window; not known of those who share a count.
    synchronized boolean knows(String key, Instant now) {
        enter(now);
        return counts.containsKey(key);
    }

    /// Whether one time more is one too many.
    synchronized boolean isUsedUp(String key, Instant now) {
        enter(now);
        return counts.getOrDefault(counted(key), 0) >= most;
    }

    private void enter(Instant now) {
        long current = now.getEpochSecond() / windowSeconds;
        if (current != window) {
            window = current;
            counts.clear();
        }
    }

    private String counted(String key) {
        return counts.size() < MAX_KEYS || counts.containsKey(key)
                ? key
                : "#" + Math.floorMod(key.hashCode(), SHARED_COUNTS);
    }
}
