package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasChange;
import io.relaystream.core.alias.AliasKind;
import io.relaystream.api.alias.AliasPage;
import io.relaystream.api.alias.AliasPosition;
import io.relaystream.api.alias.AliasRefusal;
import io.relaystream.api.alias.AliasResult;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Label;
import io.relaystream.core.alias.LocalPart;
import io.relaystream.api.alias.NewAlias;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Blocking;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `/api/v1/aliases`, for the owner of the token. An alias of somebody else and one that never was
/// get the same answer.
record AliasRoutes(AliasService aliases, Callers callers) {
    private static final String ALIASES = "/api/v1/aliases";
    private static final String ALIAS = ALIASES + "/{id}";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    /// An alias as JSON.
    private record Shown(
            UUID id,
            String address,
            String kind,
            boolean enabled,
            String blocking,
            @Nullable String label,
            String createdAt,
            String updatedAt) {

        static Shown of(OwnedAlias alias) {
            Label label = alias.settings().label();
            return new Shown(
                    alias.id(),
                    alias.address().value(),
                    alias.kind().code(),
                    alias.settings().enabled(),
                    alias.settings().blocking().code(),
                    label.isNone() ? null : label.text(),
                    alias.createdAt().toString(),
                    alias.updatedAt().toString());
        }
    }

    /// A page of a list as JSON.
    private record Page(List<Shown> items, @Nullable String next) {}

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
                Answers.json(request, 201, Shown.of(alias));
            }
            case AliasResult.Refused(var why) -> throw refused(why);
        }
    }

    private static NewAlias wanted(JsonBody body) {
        JsonBody.Field<AliasKind> kind = body.required("kind", AliasKind.class);
        JsonBody.Field<Label> label = body.nullable("label", Label::new);
        if (kind.value().isEmpty()) {
            // Which other fields are right depends on it.
            body.optional("localPart", text -> text);
            body.optional("domain", text -> text);
            body.finish();
        }
        return switch (kind.get()) {
            case RANDOM -> {
                body.finish();
                yield new NewAlias.Random(label.value().orElse(Label.NONE));
            }
            case NAMED -> {
                JsonBody.Field<LocalPart> name = body.required("localPart", LocalPart::new);
                JsonBody.Field<String> host = body.required("domain", AliasRoutes::host);
                body.finish();
                yield new NewAlias.Named(name.get(), host.get(), label.value().orElse(Label.NONE));
            }
        };
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        AliasPage page =
                aliases.newest(
                        owner, after(request), Query.limit(request, DEFAULT_LIMIT, MAX_LIMIT));
        Answers.json(
                request,
                200,
                new Page(
                        page.items().stream().map(Shown::of).toList(),
                        page.next().map(Cursor::of).orElse(null)));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        answer(request, id(request).flatMap(id -> aliases.find(owner, id)));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        AliasChange change = change(JsonBody.of(request));
        answer(request, id(request).flatMap(id -> aliases.change(owner, id, change)));
    }

    private static AliasChange change(JsonBody body) {
        JsonBody.Field<Label> label = body.nullable("label", Label::new);
        AliasChange change =
                new AliasChange(
                        body.optionalFlag("enabled").value(),
                        body.optional("blocking", Blocking.class).value(),
                        // null takes the label away
                        body.has("label")
                                ? label.value().or(() -> Optional.of(Label.NONE))
                                : Optional.empty());
        body.finish();
        if (change.nothing()) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST,
                    "At least one of enabled, blocking and label must be given");
        }
        return change;
    }

    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        if (id(request).filter(id -> aliases.delete(owner, id)).isEmpty()) {
            throw absent();
        }
        request.status(204);
    }

    private static void answer(Context request, Optional<OwnedAlias> alias) {
        Answers.json(request, 200, Shown.of(alias.orElseThrow(AliasRoutes::absent)));
    }

    private static Optional<AliasPosition> after(Context request) {
        return Optional.ofNullable(request.queryParam("cursor"))
                .map(
                        text ->
                                Cursor.position(text)
                                        .orElseThrow(
                                                () ->
                                                        new ProblemException(
                                                                Problem.invalid(
                                                                        "cursor",
                                                                        "must be the next of an earlier answer"))));
    }

    /// What is no id is the id of nothing.
    private static Optional<UUID> id(Context request) {
        try {
            return Optional.of(UUID.fromString(request.pathParam("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
