package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.identity.OidcSignIn;
import io.relaystream.api.identity.SignInStore;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out who calls, by a bearer token (RFC 6750 section 2.1), ours or the OpenID provider's, or
/// else by the cookie of a session, and refuses whoever may not.
///
/// @param admin the administrator's token
record Callers(
        AccountStore accounts,
        SignInStore sessions,
        Optional<OidcSignIn> oidc,
        ApiToken admin,
        Site site) {
    private static final String SCHEME = "bearer ";
    private static final String CALLER = "caller";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /// Looks once for each request.
    Caller of(Context request) {
        @Nullable Caller known = request.attribute(CALLER);
        if (known != null) {
            return known;
        }
        Caller caller = look(request);
        request.attribute(CALLER, caller);
        return caller;
    }

    /// The account of the token or session.
    ///
    /// @throws ProblemException 401 without a valid one, 403 if it or its account may not
    Owner owner(Context request, Scope scope) {
        return allowed(known(request).owner(), scope);
    }

    /// The same, looked up anew: for a request that lasts.
    Owner ownerStill(Context request, Scope scope) {
        request.attribute(CALLER, null);
        return owner(request, scope);
    }

    /// The same, whatever it may do, and if its account is deactivated, too.
    Caller.Known known(Context request) {
        return switch (of(request)) {
            case Caller.Known known -> known;
            case Caller.Administrator _ ->
                    throw new ProblemException(
                            ProblemCode.FORBIDDEN,
                            "This belongs to an account: use the token of the account");
            case Caller.Stranger(var why) -> throw refused(request, why);
        };
    }

    /// @throws ProblemException 401 without a valid token or session, 403 with that of an account
    ///   that is none of an administrator
    void requireAdmin(Context request) {
        switch (of(request)) {
            case Caller.Administrator _ -> {}
            case Caller.Known known -> allowed(known.owner(), Scope.ADMIN);
            case Caller.Stranger(var why) -> throw refused(request, why);
        }
    }

    /// What somebody must be looked up by before it is clear who calls; nothing of an administrator
    /// and of who says nothing.
    Optional<ApiToken> secret(Context request) {
        return bearer(request)
                .or(() -> SessionCookie.of(request))
                .filter(token -> !token.matches(admin));
    }

    private Caller look(Context request) {
        Optional<ApiToken> bearer = bearer(request);
        if (bearer.isPresent()) {
            return ofToken(bearer.get());
        }
        Optional<ApiToken> session = SessionCookie.of(request);
        if (session.isEmpty()) {
            return new Caller.Stranger(Caller.Why.SAYS_NOTHING);
        }
        if (!SAFE.contains(request.method().name()) && !site.isCalledByItself(request)) {
            return new Caller.Stranger(Caller.Why.FORGED);
        }
        return ofSession(session.get());
    }

    private Caller ofToken(ApiToken token) {
        if (token.matches(admin)) {
            return new Caller.Administrator();
        }
        if (oidc.isPresent() && OidcSignIn.mayBeOne(token)) {
            return ofProvider(oidc.get(), token);
        }
        return accounts.owner(token)
                .<Caller>map(owner -> new Caller.Known(owner, token.hash(), null))
                .orElseGet(() -> new Caller.Stranger(Caller.Why.UNKNOWN));
    }

    private static Caller ofProvider(OidcSignIn oidc, ApiToken token) {
        return switch (oidc.owner(token)) {
            case OidcSignIn.Result.Found(var owner) ->
                    new Caller.Known(owner, "oidc " + owner.accountId(), null);
            case OidcSignIn.Result.Refused _ -> new Caller.Stranger(Caller.Why.UNKNOWN);
            case OidcSignIn.Result.Unavailable _ ->
                    throw new ProblemException(
                            ProblemCode.UNAVAILABLE,
                            "The OpenID provider must answer: try again in a minute");
        };
    }

    private Caller ofSession(ApiToken token) {
        return sessions.session(token)
                .<Caller>map(
                        session ->
                                new Caller.Known(
                                        session.owner(), token.hash(), session.expiresAt()))
                .orElseGet(() -> new Caller.Stranger(Caller.Why.UNKNOWN));
    }

    private static Owner allowed(Owner owner, Scope scope) {
        if (!owner.active()) {
            throw new ProblemException(
                    ProblemCode.ACCOUNT_INACTIVE, "The account must be active: ask the operator");
        }
        if (!owner.scopes().contains(scope)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, "The token must have the scope " + scope.code());
        }
        return owner;
    }

    private static Optional<ApiToken> bearer(Context request) {
        return Optional.ofNullable(Authorization.of(request))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> new ApiToken(header.substring(SCHEME.length()).strip()));
    }

    private static ProblemException refused(Context request, Caller.Why why) {
        return switch (why) {
            case SAYS_NOTHING ->
                    unauthenticated(
                            request,
                            "Bearer realm=\"relaystream\"",
                            "The request must have the header Authorization: Bearer TOKEN, or come from a browser that is signed in");
            case UNKNOWN -> unknown(request);
            case FORGED ->
                    new ProblemException(
                            ProblemCode.CSRF_REFUSED,
                            "A request with a session must come from a page of ours: use a token elsewhere");
        };
    }

    static ProblemException unknown(Context request) {
        return unauthenticated(
                request,
                "Bearer realm=\"relaystream\", error=\"invalid_token\"",
                "The token must be known and not expired");
    }

    private static ProblemException unauthenticated(
            Context request, String challenge, String detail) {
        request.header("WWW-Authenticate", challenge);
        return new ProblemException(ProblemCode.UNAUTHENTICATED, detail);
    }
}
