package io.relaystream.api.http;

import io.relaystream.api.account.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a request comes from.
sealed interface Caller {

    /// The operator, who has no account.
    record Administrator() implements Caller {}

    /// @param key of the token or session, the same for all its requests; no secret
    /// @param until when the session ends; null for a token
    record Known(Owner owner, String key, @Nullable Instant until) implements Caller {}

    record Stranger(Why why) implements Caller {}

    /// What is wrong with a stranger.
    enum Why {
        SAYS_NOTHING,
        UNKNOWN,
        /// Another site may have made the browser send it.
        FORGED
    }
}
