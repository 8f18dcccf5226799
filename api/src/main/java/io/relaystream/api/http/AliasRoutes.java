package io.relaystream.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.BlockedSenders;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasChange;
import io.relaystream.api.alias.AliasEdit;
import io.relaystream.api.alias.AliasFormat;
import io.relaystream.api.alias.AliasPage;
import io.relaystream.api.alias.AliasRefusal;
import io.relaystream.api.alias.AliasResult;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Expiry;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.NewAlias;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.Code;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.alias.LocalPart;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// `/api/v1/aliases`, for the owner of the token. An alias of somebody else and one that never was
/// get the same answer.
record AliasRoutes(AliasService aliases, Callers callers, Repeats repeats) {
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
        repeats.once(request, owner, () -> create(request, owner));
    }

    private void create(Context request, Owner owner) {
        switch (aliases.create(owner, wanted(JsonBody.of(request)))) {
            case AliasResult.Created(var alias) -> {
                request.header("Location", ALIASES + "/" + alias.id());
                answer(request, 201, alias);
            }
            case AliasResult.Refused(var why) -> throw refused(why);
        }
    }

    private static NewAlias wanted(JsonBody body) {
        JsonBody.Field<Wanted> kind = body.required("kind", Wanted.class);
        Remarks remarks =
                new Remarks(
                        label(body).orElse(Label.NONE),
                        note(body).orElse(Note.NONE),
                        usedOn(body).orElse(UsedOn.NONE));
        if (kind.value().isEmpty()) {
            // Which other fields are right depends on it.
            List.of("format", "localPart", "domain")
                    .forEach(field -> body.optional(field, text -> text));
            body.finish();
        }
        return switch (kind.get()) {
            case RANDOM -> {
                AliasFormat format =
                        body.optional("format", AliasFormat.class)
                                .value()
                                .orElse(AliasFormat.CHARACTERS);
                body.finish();
                yield new NewAlias.Random(format, remarks);
            }
            case NAMED -> {
                JsonBody.Field<LocalPart> name = body.required("localPart", LocalPart::new);
                JsonBody.Field<String> host = body.required("domain", Hosts::canonical);
                body.finish();
                yield new NewAlias.Named(name.get(), host.get(), remarks);
            }
        };
    }

    private void list(Context request) {
        var owner = callers.owner(request, Scope.READ);
        AliasListing listing = AliasListing.of(request);
        AliasPage page =
                aliases.list(
                        owner,
                        listing.filter(),
                        listing.order(),
                        listing.after(),
                        Query.limit(request));
        Answers.json(
                request,
                200,
                new Page<>(
                        page.items().stream().map(AliasAnswer::of).toList(),
                        page.next().map(Cursor::of).orElse(null)));
    }

    private void show(Context request) {
        var owner = callers.owner(request, Scope.READ);
        answer(
                request,
                200,
                Query.id(request)
                        .flatMap(id -> aliases.find(owner, id))
                        .orElseThrow(AliasRoutes::absent));
    }

    private void change(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        AliasChange change = change(JsonBody.of(request));
        answer(
                request,
                200,
                edited(
                        request,
                        id -> aliases.change(owner, id, EntityTags.asSeen(request), change)));
    }

    private static AliasChange change(JsonBody body) {
        AliasChange change =
                new AliasChange(
                        body.optionalFlag("enabled").value(),
                        body.optional("blocking", Blocking.class).value(),
                        label(body),
                        note(body),
                        usedOn(body),
                        body.clearable(
                                        "expiresAt",
                                        at -> new Expiry(StorableTime.parse(at)),
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
                    "enabled, blocking, label, note, usedOn, expiresAt, blockedSenders and banner");
        }
        return change;
    }

    private static Optional<Label> label(JsonBody body) {
        return body.clearable("label", Label::new, Label.NONE).value();
    }

    private static Optional<Note> note(JsonBody body) {
        return body.clearable("note", Note::new, Note.NONE).value();
    }

    private static Optional<UsedOn> usedOn(JsonBody body) {
        return body.clearable("usedOn", UsedOn::new, UsedOn.NONE).value();
    }

    private void delete(Context request) {
        var owner = callers.owner(request, Scope.WRITE);
        edited(request, id -> aliases.delete(owner, id, EntityTags.asSeen(request)));
        request.status(204);
    }

    /// @throws ProblemException if there is no such alias, or it is not as the caller saw it
    private static OwnedAlias edited(Context request, Function<UUID, AliasEdit> edit) {
        return switch (Query.id(request).map(edit).orElseGet(AliasEdit.Absent::new)) {
            case AliasEdit.Done(var alias) -> alias;
            case AliasEdit.Absent _ -> throw absent();
            case AliasEdit.Unmatched _ ->
                    throw new ProblemException(
                            ProblemCode.PRECONDITION_FAILED,
                            "If-Match must be the ETag of the alias as it is now: read it again");
        };
    }

    private static void answer(Context request, int status, OwnedAlias alias) {
        request.header("ETag", EntityTags.of(alias));
        Answers.json(request, status, AliasAnswer.of(alias));
    }

    private static ProblemException absent() {
        return new ProblemException(
                ProblemCode.ALIAS_NOT_FOUND, "The id must be that of an alias of yours");
    }

    static ProblemException refused(AliasRefusal why) {
        return switch (why) {
            case PREMIUM_REQUIRED ->
                    new ProblemException(
                            ProblemCode.PREMIUM_REQUIRED,
                            "An alias with a chosen name needs the premium plan");
            case LIMIT_REACHED ->
                    new ProblemException(
                            ProblemCode.ALIAS_LIMIT_REACHED,
                            "Delete an alias or change to the premium plan");
            case DAILY_LIMIT_REACHED ->
                    new ProblemException(
                            ProblemCode.DAILY_ALIAS_LIMIT_REACHED,
                            "No more aliases can be made before the next day, in UTC");
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
