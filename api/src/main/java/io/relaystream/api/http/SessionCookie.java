package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.identity.NewSession;
import java.time.Duration;
import java.util.Optional;

/// The cookie that a browser shows its session with. Scripts do not see it, and other sites' forms
/// do not send it.
///
/// @param secure whether it travels encrypted only
record SessionCookie(boolean secure) {
    private static final String NAME = "relaystream_session";

    static Optional<ApiToken> of(Context request) {
        return Optional.ofNullable(request.cookie(NAME))
                .filter(value -> !value.isEmpty())
                .map(ApiToken::new);
    }

    void set(Context request, NewSession session) {
        write(request, session.token().value(), session.life());
    }

    void clear(Context request) {
        write(request, "", Duration.ZERO);
    }

    private void write(Context request, String value, Duration life) {
        request.header(
                "Set-Cookie",
                "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                        .formatted(NAME, value, life.toSeconds(), secure ? "; Secure" : ""));
    }
}
