package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountDetails;
import io.relaystream.api.account.AccountResult;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.AccountStatusChange;
import io.relaystream.api.account.Suspension;
import io.relaystream.api.identity.LoginLink;
import io.relaystream.api.identity.SignIn;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// `/api/v1/accounts`, for the administrator. An account is found by its id, or by its address.
record AccountRoutes(
        AccountService accounts, SignIn signIn, Callers callers, Audit audit, InstantSource clock) {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{id}";

    /// An account as JSON, with the token that is shown this once.
    private record Created(UUID id, String email, String plan, String token) {}

    private record Link(String url, String expiresAt) {}

    void addTo(RoutesConfig routes) {
        routes.post(ACCOUNTS, this::create);
        routes.get(ACCOUNT, this::show);
        routes.patch(ACCOUNT, this::change);
        routes.post(ACCOUNT + "/login-link", this::link);
    }

    private void create(Context request) {
        callers.requireAdmin(request);
        JsonBody body = JsonBody.of(request);
        JsonBody.Field<EmailAddress> email = body.required("email", accounts::mailbox);
        JsonBody.Field<Plan> plan = body.required("plan", Plan.class);
        body.finish();
        switch (accounts.create(email.get(), plan.get())) {
            case AccountResult.Created created -> {
                audit.created(created.id(), created.plan());
                Answers.json(
                        request,
                        201,
                        new Created(
                                created.id(),
                                created.email().value(),
                                created.plan().code(),
                                created.token().value()));
            }
            case AccountResult.EmailTaken() ->
                    throw new ProblemException(
                            ProblemCode.EMAIL_TAKEN, "Each account must have its own address");
        }
    }

    private void show(Context request) {
        callers.requireAdmin(request);
        answer(request, id(request).flatMap(accounts::find));
    }

    private void change(Context request) {
        callers.requireAdmin(request);
        JsonBody body = JsonBody.of(request);
        AccountStatusChange change = change(body);
        Optional<AccountDetails> changed = id(request).flatMap(id -> accounts.change(id, change));
        changed.ifPresent(account -> audit.changed(account, body.given()));
        answer(request, changed);
    }

    private void link(Context request) {
        callers.requireAdmin(request);
        AccountDetails account =
                id(request).flatMap(accounts::find).orElseThrow(AccountRoutes::absent);
        LoginLink link = signIn.link(account);
        audit.linked(account.id());
        Answers.json(request, 201, new Link(link.url().toString(), link.expiresAt().toString()));
    }

    private Optional<UUID> id(Context request) {
        return Query.id(request)
                .or(() -> EmailAddress.parse(request.pathParam("id")).flatMap(accounts::find));
    }

    private static AccountStatusChange change(JsonBody body) {
        AccountStatusChange change =
                new AccountStatusChange(
                        body.optional("plan", Plan.class).value(),
                        body.optionalFlag("active").value(),
                        body.optionalFlag("verified").value(),
                        body.optionalFlag("admin").value(),
                        body.clearable(
                                        "suspendedUntil",
                                        until -> Optional.of(StorableTime.parse(until)),
                                        Optional.<Instant>empty())
                                .value(),
                        body.clearable(
                                        "suspensionReason",
                                        text -> Optional.of(Suspension.reason(text)),
                                        Optional.<String>empty())
                                .value());
        body.finish();
        if (change.nothing()) {
            throw Problem.nothingGiven(
                    "plan, active, verified, admin, suspendedUntil and suspensionReason");
        }
        return change;
    }

    private void answer(Context request, Optional<AccountDetails> account) {
        Answers.json(
                request,
                200,
                AccountAnswer.of(
                        account.orElseThrow(AccountRoutes::absent),
                        accounts.limits(),
                        clock.instant()));
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.ACCOUNT_NOT_FOUND, "The id must be that of an account, or its address");
    }
}
