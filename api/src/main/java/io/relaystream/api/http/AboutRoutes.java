package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// `/api/v1/about`: what everybody may know of this place.
record AboutRoutes(About about) {

    /// @param signUp `open` or `closed`
    /// @param oidc null if there is no OpenID provider
    /// @param local whether only this machine sees it
    record About(
            String aliasDomain,
            String signUp,
            @Nullable Oidc oidc,
            boolean local,
            String version) {}

    /// The OpenID provider that people can come from.
    record Oidc(String issuer, String clientId) {}

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/about", this::show);
    }

    private void show(Context request) {
        Answers.json(request, 200, about);
    }
}
