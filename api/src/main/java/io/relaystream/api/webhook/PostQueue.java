package io.relaystream.api.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What is to be posted, for all instances together. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface PostQueue {

    /// Takes what has been due for longest, so that nobody else takes it for some time.
    ///
    /// @param lease after it others may take it: whoever took it is gone
    /// @param busy accounts that must wait
    Optional<Post> take(Duration lease, Set<UUID> busy);

    /// Keeps what became of a post; nothing of the webhook fails any more.
    void delivered(Post post, PostResult result);

    /// Keeps what became of a post, and switches the webhook off if it has been failing for long.
    ///
    /// @param pause until the next attempt; empty if there is none
    /// @param patience how long a webhook may fail
    void failed(Post post, PostResult result, Optional<Duration> pause, Duration patience);

    /// Removes some of what is older.
    void forget(Duration age);
}
