package io.relaystream.api.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets pages of other sites call the API with a token, never with a session.
///
/// @param origins of those pages
record Cors(Set<String> origins) {

    void allow(Context request) {
        if (origins.isEmpty()) {
            return;
        }
        request.header("Vary", "Origin");
        @Nullable String origin = request.header("Origin");
        if (origin == null || !origins.contains(origin)) {
            return;
        }
        request.header("Access-Control-Allow-Origin", origin);
        request.header(
                "Access-Control-Expose-Headers",
                "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After");
        if (request.method().equals(HandlerType.OPTIONS)
                && request.header("Access-Control-Request-Method") != null) {
            request.header("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
            request.header(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, If-Match");
            request.header("Access-Control-Max-Age", "600");
            request.status(204).skipRemainingHandlers();
        }
    }
}
