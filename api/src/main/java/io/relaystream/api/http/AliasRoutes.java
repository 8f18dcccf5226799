package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasChange;
import io.relaystream.api.alias.AliasPage;
import io.relaystream.api.alias.AliasRefusal;
import io.relaystream.api.alias.AliasResult;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.NewAlias;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.core.Code;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.alias.LocalPart;
import java.util.Optional;

/// `/api/v1/aliases`, for the owner of the token. An alias of somebody else and one that never was
/// get the same answer.
record AliasRoutes(AliasService aliases, Callers callers) {
    private static final String ALIASES = "/api/v1/aliases";
    private static final String ALIAS = ALIASES + "/{id}";

    /// What a caller can ask for; mail makes others.
    private enum Wanted implements Code {
        RANDOM,
        NAMED
    }

    void addTo(RoutesConfig routes) {
        routes.post(ALIASES, this::create);
        routes.get(ALIASES, this::list);
        routes.get(ALIAS, this::show);
        routes.patch(ALIAS, this::change);
        routes.delete(ALIAS, this::delete);
    }

    private void create(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        switch (aliases.create(owner, wanted(JsonBody.of(request)))) {
            case AliasResult.Created(var alias) -> {
                request.header("Location", ALIASES + "/" + alias.id());
                Answers.json(request, 201, AliasAnswer.of(alias));
            }
            case AliasResult.Refused(var why) -> throw refused(why);
        }
    }

    private static NewAlias wanted(JsonBody body) {
        JsonBody.Field<Wanted> kind = body.required("kind", Wanted.class);
        Label label = label(body).orElse(Label.NONE);
        if (kind.value().isEmpty()) {
            // Which other fields are right depends on it.
            body.optional("localPart", text -> text);
            body.optional("domain", text -> text);
            body.finish();
        }
        return switch (kind.get()) {
            case RANDOM -> {
                body.finish();
                yield new NewAlias.Random(label);
            }
            case NAMED -> {
                JsonBody.Field<LocalPart> name = body.required("localPart", LocalPart::new);
                JsonBody.Field<String> host = body.required("domain", AliasRoutes::host);
                body.finish();
                yield new NewAlias.Named(name.get(), host.get(), label);
            }
        };
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        AliasPage page =
                aliases.newest(owner, Query.after(request, Cursor::position), Query.limit(request));
        Answers.json(
                request,
                200,
                new Page<>(
                        page.items().stream().map(AliasAnswer::of).toList(),
                        page.next().map(Cursor::of).orElse(null)));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        answer(request, Query.id(request).flatMap(id -> aliases.find(owner, id)));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        AliasChange change = change(JsonBody.of(request));
        answer(request, Query.id(request).flatMap(id -> aliases.change(owner, id, change)));
    }

    private static AliasChange change(JsonBody body) {
        AliasChange change =
                new AliasChange(
                        body.optionalFlag("enabled").value(),
                        body.optional("blocking", Blocking.class).value(),
                        label(body),
                        body.clearable(
                                        "expiresAt",
                                        at -> new Expiry(Json.instant(at)),
                                        Expiry.NEVER)
                                .value(),
                        body.optionalList(
                                        "blockedSenders",
                                        texts ->
                                                BlockedSenders.parse(
                                                        texts, BlockedSenders.OF_ALIAS))
                                .value(),
                        body.optionalFlag("banner").value());
        body.finish();
        if (change.nothing()) {
            throw Problem.nothingGiven(
                    "enabled, blocking, label, expiresAt, blockedSenders and banner");
        }
        return change;
    }

    private static Optional<Label> label(JsonBody body) {
        return body.clearable("label", Label::new, Label.NONE).value();
    }

    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        if (Query.id(request).filter(id -> aliases.delete(owner, id)).isEmpty()) {
            throw absent();
        }
        request.status(204);
    }

    private static void answer(Context request, Optional<OwnedAlias> alias) {
        Answers.json(request, 200, AliasAnswer.of(alias.orElseThrow(AliasRoutes::absent)));
    }

    private static String host(String text) {
        try {
            return EmailAddress.host(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a host name", e);
        }
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.ALIAS_NOT_FOUND, "The id must be that of an alias of yours");
    }

    private static ProblemException refused(AliasRefusal why) {
        return switch (why) {
            case PREMIUM_REQUIRED ->
                    new ProblemException(
                            ProblemCode.PREMIUM_REQUIRED,
                            "An alias with a chosen name needs the premium plan");
            case LIMIT_REACHED ->
                    new ProblemException(
                            ProblemCode.ALIAS_LIMIT_REACHED,
                            "Delete an alias or change to the premium plan");
            case NAME_RESERVED ->
                    new ProblemException(
                            Problem.invalid("localPart", "must not be a reserved name"));
            case NAME_OFFENSIVE ->
                    new ProblemException(
                            Problem.invalid("localPart", "must not be an offensive name"));
            case ADDRESS_TOO_LONG ->
                    new ProblemException(
                            Problem.invalid("localPart", "must be shorter in this domain"));
            case DOMAIN_NOT_YOURS ->
                    new ProblemException(
                            Problem.invalid(
                                    "domain", "must be ours or a verified domain of yours"));
            case ADDRESS_UNAVAILABLE ->
                    new ProblemException(
                            ProblemCode.ADDRESS_UNAVAILABLE,
                            "An address is issued only once: choose another name");
        };
    }
}
