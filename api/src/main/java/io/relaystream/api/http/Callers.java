package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.account.AccountStore;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import java.util.Optional;

/// Finds out who calls (RFC 6750 section 2.1), and refuses whoever may not.
///
/// @param admin the administrator's token
record Callers(AccountStore accounts, ApiToken admin) {
    private static final String SCHEME = "bearer ";

    /// The account of the token.
    ///
    /// @throws ProblemException 401 without a valid token, 403 if the token or its account may not
    Owner owner(Context request, Scope scope) {
        ApiToken token = token(request);
        if (token.matches(admin)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "This belongs to an account: use the token of the account");
        }
        Owner owner = accounts.owner(token).orElseThrow(() -> unknown(request));
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

    /// @throws ProblemException 401 without a valid token, 403 with that of an account
    void requireAdmin(Context request) {
        ApiToken token = token(request);
        if (token.matches(admin)) {
            return;
        }
        if (accounts.owner(token).isEmpty()) {
            throw unknown(request);
        }
        throw new ProblemException(
                ProblemCode.FORBIDDEN, "Only the administrator's token allows this");
    }

    private static ApiToken token(Context request) {
        return Optional.ofNullable(Authorization.of(request))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> new ApiToken(header.substring(SCHEME.length()).strip()))
                .orElseThrow(
                        () ->
                                unauthenticated(
                                        request,
                                        "Bearer realm=\"relaystream\"",
                                        "The request must have the header Authorization: Bearer TOKEN"));
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
