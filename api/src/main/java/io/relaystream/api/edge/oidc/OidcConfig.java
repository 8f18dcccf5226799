package io.relaystream.api.edge.oidc;

import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Setting;
import java.util.Optional;

/// The OpenID provider that people can come from.
///
/// @param issuer as its tokens name it, which is where its documents are, too
/// @param audience our client id there
public record OidcConfig(String issuer, String audience) {

    /// @throws IllegalArgumentException if only one of them is set
    public static Optional<OidcConfig> from(Env env) {
        // Also refuses what is no URL; the text must stay as it is, because tokens repeat it.
        Optional<String> issuer =
                env.optionalUri(Setting.OIDC_ISSUER)
                        .flatMap(_ -> env.optional(Setting.OIDC_ISSUER));
        Optional<String> audience = env.optional(Setting.OIDC_AUDIENCE);
        if (issuer.isPresent() != audience.isPresent()) {
            throw new IllegalArgumentException(
                    "RELAY_OIDC_ISSUER and RELAY_OIDC_AUDIENCE must be set together, got only one of them");
        }
        return issuer.map(url -> new OidcConfig(url, audience.orElseThrow()));
    }
}
