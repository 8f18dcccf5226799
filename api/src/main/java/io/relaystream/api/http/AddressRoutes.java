package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Scope;
import io.relaystream.api.identity.AddressChange;
import io.relaystream.core.address.EmailAddress;
import java.util.List;

/// `/api/v1/account/email` and `/email/{token}`: where an owner's mail is forwarded to from now on.
record AddressRoutes(
        AddressChange change, AccountService accounts, Callers callers, RateLimits limits) {
    private static final String LINK = "/email/{token}";

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/account/email", this::ask);
        // Change nothing: mail scanners look at every link. Both are alike whatever the link is.
        routes.get(LINK, request -> question().answer(request, 200));
        routes.head(LINK, request -> request.status(200));
        routes.post(LINK, this::confirm);
    }

    /// Says the same whether another account has the address or not.
    private void ask(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<EmailAddress> email = body.required("email", accounts::mailbox);
        body.finish();
        AccountDetails account =
                accounts.find(owner.accountId()).orElseThrow(() -> Callers.unknown(request));
        EmailAddress to = email.get();
        List<EmailAddress> readers = List.of(to, account.email());
        if (!limits.countLetters(request, readers, () -> change.ask(account, to))) {
            throw SignInRoutes.busy(request);
        }
        Answers.json(request, 202, SignInRoutes.ASKED);
    }

    private void confirm(Context request) {
        switch (change.open(new ApiToken(request.pathParam("token")))) {
            case CHANGED -> request.status(303).header("Location", "/");
            case TAKEN -> taken().answer(request, 409);
            case ENDED -> ended().answer(request, 410);
        }
    }

    private static HtmlPage question() {
        return new HtmlPage(
                "Forward mail to this address?",
                """
                <p>Confirm only if you asked for this yourself: from then on, mail to the aliases of that account comes to this mailbox.</p>
                <form method="post">
                <button>Forward it here</button>
                </form>
                """);
    }

    private static HtmlPage taken() {
        return new HtmlPage(
                "This address has an account already",
                """
                <p>Each account must have an address of its own, so nothing was changed.</p>
                <p><a href="/">Sign in with this address</a>, or choose another one.</p>
                """);
    }

    private static HtmlPage ended() {
        return new HtmlPage(
                "This link does not work any more",
                """
                <p>A link works once, for a short time. Yours was used, is too old, or is not complete.</p>
                <p>Ask for a new one <a href="/">in your account</a>.</p>
                """);
    }
}
