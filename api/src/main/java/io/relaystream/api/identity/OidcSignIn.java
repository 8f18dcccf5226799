package io.relaystream.api.identity;

import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.api.identity.OidcTokens.Verdict;

/// Lets people in whom an OpenID provider knows.
///
/// @param audience our client id there
/// @param signUp whether an address without an account gets one
public record OidcSignIn(
        String issuer,
        String audience,
        OidcTokens tokens,
        SignInStore store,
        AccountService accounts,
        boolean signUp) {

    /// Who sent a token.
    public sealed interface Result {
        record Found(Owner owner) implements Result {}

        /// The token is not good, or there is no account and none is made.
        record Refused() implements Result {}

        record Unavailable() implements Result {}
    }

    /// Whether a token looks like one of a provider: three parts between dots (RFC 7515 section
    /// 3.1). Ours have no dots.
    public static boolean mayBeOne(ApiToken token) {
        return token.value().chars().filter(c -> c == '.').count() == 2;
    }

    public Result owner(ApiToken token) {
        return switch (tokens.verify(token)) {
            case Verdict.Genuine(var identity, var until) ->
                    store.owner(acceptable(identity), signUp)
                            .map(owner -> owner.until(until))
                            .<Result>map(Result.Found::new)
                            .orElseGet(Result.Refused::new);
            case Verdict.Refused _ -> new Result.Refused();
            case Verdict.Unavailable _ -> new Result.Unavailable();
        };
    }

    /// An alias of ours is no mailbox, whatever the provider says.
    private OidcIdentity acceptable(OidcIdentity identity) {
        return new OidcIdentity(
                identity.subject(), identity.email().filter(email -> !accounts.ours(email)));
    }
}
