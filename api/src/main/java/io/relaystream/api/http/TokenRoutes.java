package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.NewToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.account.TokenName;
import io.relaystream.api.account.TokenResult;
import io.relaystream.api.account.TokenService;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.Code;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/api/v1/tokens`, for their owner.
record TokenRoutes(TokenService tokens, Callers callers, InstantSource clock) {
    private static final String TOKENS = "/api/v1/tokens";

    void addTo(RoutesConfig routes) {
        routes.get(TOKENS, this::list);
        routes.post(TOKENS, this::make);
        routes.delete(TOKENS + "/{id}", this::delete);
    }

    /// All of them: there are never more than fit a page.
    private void list(Context request) {
        Owner owner = callers.owner(request, Scope.READ);
        Answers.json(
                request,
                200,
                new Page<>(
                        tokens.list(owner).stream()
                                .map(token -> TokenAnswer.of(token, null))
                                .toList(),
                        null));
    }

    private void make(Context request) {
        Owner owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<TokenName> name = body.required("name", TokenName::parse);
        JsonBody.Field<Set<Scope>> scopes = body.requiredList("scopes", TokenRoutes::scopes);
        JsonBody.Field<Optional<Instant>> end =
                body.clearable(
                        "expiresAt", text -> Optional.of(later(text)), Optional.<Instant>empty());
        body.finish();
        NewToken wanted =
                new NewToken(name.get(), scopes.get(), end.value().flatMap(at -> at).orElse(null));
        switch (tokens.make(owner, wanted)) {
            case TokenResult.Made(var owned, var token) -> {
                request.header("Location", TOKENS + "/" + owned.id());
                Answers.json(request, 201, TokenAnswer.of(owned, token.value()));
            }
            case TokenResult.TooMuch _ ->
                    throw new ProblemException(
                            ProblemCode.FORBIDDEN,
                            "A token must have no scope that its maker does not have");
            case TokenResult.TooLong(Instant latest) ->
                    throw new ProblemException(
                            Problem.invalid(
                                    "expiresAt",
                                    "must be at the latest %s, when the token that you use ends"
                                            .formatted(latest)));
            case TokenResult.LimitReached(int limit) ->
                    throw new ProblemException(
                            ProblemCode.TOKEN_LIMIT_REACHED,
                            "An account has at most %d tokens: delete one".formatted(limit));
        }
    }

    private void delete(Context request) {
        Owner owner = callers.owner(request, Scope.WRITE);
        if (Query.id(request).filter(id -> tokens.delete(owner, id)).isEmpty()) {
            throw new ProblemException(
                    ProblemCode.TOKEN_NOT_FOUND, "The id must be that of a token of yours");
        }
        request.status(204);
    }

    private static Set<Scope> scopes(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "must name at least one of " + Code.list(Scope.class));
        }
        return JsonBody.choices(Scope.class, texts);
    }

    private Instant later(String text) {
        Instant end = StorableTime.parse(text);
        if (!end.isAfter(clock.instant())) {
            throw new IllegalArgumentException("must lie ahead");
        }
        return end;
    }
}
