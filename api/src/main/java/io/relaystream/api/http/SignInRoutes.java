package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Scope;
import io.relaystream.api.identity.SignIn;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/api/v1/login`, `/api/v1/session` and `/login/{token}`: how people come in and leave.
record SignInRoutes(
        SignIn signIn,
        AccountService accounts,
        Callers callers,
        RateLimits limits,
        SessionCookie cookie) {
    static final Asked ASKED = new Asked(SignIn.LINK_LIFE.toMinutes());
    private static final String SESSION = "/api/v1/session";
    private static final String LINK = "/login/{token}";

    /// The same answer for every address.
    record Asked(long expiresInMinutes) {}

    private record SessionAnswer(
            UUID accountId,
            String email,
            String plan,
            List<String> scopes,
            @Nullable String expiresAt) {}

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/login", this::ask);
        routes.get(LINK, this::open);
        // Changes nothing: mail scanners look at every link.
        routes.head(LINK, request -> request.status(200));
        routes.get(SESSION, this::show);
        routes.delete(SESSION, this::leave);
    }

    private void ask(Context request) {
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<EmailAddress> email = body.required("email", accounts::mailbox);
        body.finish();
        EmailAddress to = email.get();
        if (!limits.countLetters(request, List.of(to), () -> signIn.ask(to))) {
            throw busy(request);
        }
        Answers.json(request, 202, ASKED);
    }

    private void open(Context request) {
        signIn.open(new ApiToken(request.pathParam("token")))
                .ifPresentOrElse(
                        session -> {
                            cookie.set(request, session);
                            request.status(303).header("Location", "/");
                        },
                        () -> ended().answer(request, 410));
    }

    private void show(Context request) {
        Caller.Known caller = callers.known(request);
        AccountDetails account =
                accounts.find(callers.owner(request, Scope.READ).accountId())
                        .orElseThrow(() -> Callers.unknown(request));
        Answers.json(
                request,
                200,
                new SessionAnswer(
                        account.id(),
                        account.email().value(),
                        account.status().plan().code(),
                        caller.owner().scopes().stream().sorted().map(Code::code).toList(),
                        Json.text(caller.until())));
    }

    private void leave(Context request) {
        Caller.Known _ = callers.known(request);
        Optional<ApiToken> session = SessionCookie.of(request);
        session.ifPresent(signIn.store()::endSession);
        cookie.clear(request);
        request.status(204);
    }

    static ProblemException busy(Context request) {
        request.header("Retry-After", "60");
        return new ProblemException(
                ProblemCode.UNAVAILABLE, "Too many ask at this moment: try again in a minute");
    }

    private static HtmlPage ended() {
        return new HtmlPage(
                "This link does not sign you in any more",
                """
                <p>A link works once, for a short time. Yours was used, is too old, or is not complete.</p>
                <p><a href="/">Ask for a new one</a>: it takes a minute.</p>
                """);
    }
}
