package io.relaystream.api.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// The header `Authorization`, or what stands for it: clients of SimpleLogin send the bare token as
/// `Authentication`.
final class Authorization {
    /// Where they call.
    static final String SIMPLELOGIN = "/compat/simplelogin";

    private Authorization() {}

    static @Nullable String of(Context request) {
        String token = request.header("Authentication");
        return request.path().startsWith(SIMPLELOGIN + "/") && token != null
                ? "Bearer " + token
                : request.header("Authorization");
    }
}
