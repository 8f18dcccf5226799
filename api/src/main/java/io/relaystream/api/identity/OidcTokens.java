package io.relaystream.api.identity;

import io.relaystream.api.account.ApiToken;
import java.time.Instant;

/// Reads the tokens of the OpenID provider.
@FunctionalInterface
public interface OidcTokens {

    /// What a token says.
    sealed interface Verdict {
        /// @param until when the token ends
        record Genuine(OidcIdentity identity, Instant until) implements Verdict {}

        /// It is not the provider's, not for us, or has ended.
        record Refused() implements Verdict {}

        /// The provider's keys cannot be had now.
        record Unavailable() implements Verdict {}
    }

    /// Returns within some seconds.
    Verdict verify(ApiToken token);
}
