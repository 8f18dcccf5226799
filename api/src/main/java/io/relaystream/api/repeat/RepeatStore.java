package io.relaystream.api.repeat;

import java.util.UUID;

/// Which requests with a key came in the last 24 hours. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface RepeatStore {

    /// Of several requests with one key at once, one is the first. One that did not end within a
    /// minute never will: the next takes its place.
    ///
    /// @param key what the caller chose
    /// @param requestHash SHA-256, in hexadecimal, of what is asked for
    Beginning begin(UUID account, String key, String requestHash);

    void finish(UUID account, String key, GivenAnswer answer);

    /// The request is known to have changed nothing, so it may come again at once.
    void forget(UUID account, String key);

    /// What is known of a request.
    sealed interface Beginning {
        record First() implements Beginning {}

        record Answered(GivenAnswer answer) implements Beginning {}

        /// The key came with another request.
        record Another() implements Beginning {}

        record UnderWay() implements Beginning {}
    }
}
