package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.AccountSettingsChange;
import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.account.Language;
import io.relaystream.api.account.PgpKey;
import io.relaystream.api.account.ReplyName;
import io.relaystream.api.account.Scope;
import io.relaystream.core.account.Quarantine;
import io.relaystream.core.address.EmailAddress;
import java.time.InstantSource;
import java.util.Optional;

/// `/api/v1/account`, the account that the token belongs to.
record OwnAccountRoutes(
        AccountService accounts, Callers callers, SessionCookie cookie, InstantSource clock) {
    private static final String ACCOUNT = "/api/v1/account";

    void addTo(RoutesConfig routes) {
        routes.get(ACCOUNT, this::show);
        routes.patch(ACCOUNT, this::change);
        routes.delete(ACCOUNT, this::delete);
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        answer(request, accounts.find(owner.accountId()));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        AccountSettingsChange change = change(JsonBody.of(request));
        answer(request, accounts.change(owner.accountId(), change));
    }

    /// What cannot be taken back must be asked for in words.
    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        AccountDetails account =
                accounts.find(owner.accountId()).orElseThrow(() -> Callers.unknown(request));
        JsonBody body = JsonBody.of(request);
        body.required("confirm", text -> confirmed(text, account.email()));
        body.finish();
        accounts.delete(account.id());
        cookie.clear(request);
        request.status(204);
    }

    private static EmailAddress confirmed(String text, EmailAddress email) {
        return EmailAddress.parse(text)
                .filter(email::equals)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be the address of the account"));
    }

    private AccountSettingsChange change(JsonBody body) {
        AccountSettingsChange change =
                new AccountSettingsChange(
                        body.optionalFlag("dropSpam").value(),
                        body.optional("quarantine", Quarantine.class).value(),
                        body.optionalList(
                                        "blockedSenders",
                                        texts ->
                                                BlockedSenders.parse(
                                                        texts, BlockedSenders.OF_ACCOUNT))
                                .value(),
                        body.optionalFlag("banner").value(),
                        body.optionalFlag("removeTrackers").value(),
                        body.optional("locale", Language.class).value(),
                        body.clearable("pgpKey", accounts.keys()::read, PgpKey.NONE).value(),
                        body.clearable("replyName", ReplyName::parse, ReplyName.NONE).value(),
                        body.optionalFlag("sealedReplies").value(),
                        body.optionalFlag("holdDropped").value());
        body.finish();
        if (change.nothing()) {
            throw Problem.nothingGiven(
                    "dropSpam, quarantine, blockedSenders, banner, removeTrackers, locale, pgpKey, replyName, sealedReplies and holdDropped");
        }
        return change;
    }

    /// @param account empty if it was deleted since the token was looked at
    private void answer(Context request, Optional<AccountDetails> account) {
        Answers.json(
                request,
                200,
                AccountAnswer.of(
                        account.orElseThrow(() -> Callers.unknown(request)),
                        accounts.limits(),
                        clock.instant()));
    }
}
