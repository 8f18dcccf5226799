package io.relaystream.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.relaystream.api.account.AccountService;
import io.relaystream.api.account.Owner;
import io.relaystream.api.account.Scope;
import io.relaystream.api.alias.AliasFormat;
import io.relaystream.api.alias.AliasResult;
import io.relaystream.api.alias.AliasService;
import io.relaystream.api.alias.Label;
import io.relaystream.api.alias.NewAlias;
import io.relaystream.api.alias.Note;
import io.relaystream.api.alias.OwnedAlias;
import io.relaystream.api.alias.Remarks;
import io.relaystream.api.alias.UsedOn;
import io.relaystream.core.alias.LocalPart;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes aliases as SimpleLogin and addy.io do, so that password managers and browser extensions
/// work with us when our base URL is set in them. Requests and answers, also refusals, are as the
/// documentation of those services shows them; fields that we have no use for are passed over.
record CompatRoutes(AliasService aliases, AccountService accounts, Callers callers) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    void addTo(RoutesConfig routes) {
        routes.post(Authorization.SIMPLELOGIN + "/api/alias/random/new", this::simpleLogin);
        routes.post("/compat/addy/api/v1/aliases", this::addy);
    }

    private void simpleLogin(Context request) {
        try {
            Owner owner = callers.owner(request, Scope.WRITE);
            OwnedAlias alias = created(aliases.create(owner, simpleLoginWish(request)));
            Answers.json(request, 201, simpleLoginAnswer(owner, alias));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            int status =
                    switch (problem.code()) {
                        case ALIAS_LIMIT_REACHED, DAILY_ALIAS_LIMIT_REACHED -> BAD_REQUEST;
                        default -> problem.code().status();
                    };
            Answers.json(request, status, Map.of("error", problem.detail()));
        }
    }

    private static NewAlias simpleLoginWish(Context request) {
        String mode = Objects.requireNonNullElse(request.queryParam("mode"), "uuid");
        return new NewAlias.Random(
                Query.read("mode", mode, CompatRoutes::mode),
                new Remarks(
                        Label.NONE,
                        text(body(request), "note", Note::new).orElse(Note.NONE),
                        Query.read(
                                "hostname",
                                Objects.requireNonNullElse(request.queryParam("hostname"), ""),
                                UsedOn::new)));
    }

    private static AliasFormat mode(String text) {
        return switch (text) {
            case "word" -> AliasFormat.WORDS;
            case "uuid" -> AliasFormat.CHARACTERS;
            default -> throw new IllegalArgumentException("must be either word or uuid");
        };
    }

    private Map<String, Object> simpleLoginAnswer(Owner owner, OwnedAlias alias) {
        Map<String, Object> mailbox = new LinkedHashMap<>();
        mailbox.put("id", 1);
        accounts.find(owner.accountId())
                .ifPresent(account -> mailbox.put("email", account.email().value()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("alias", alias.address().value());
        answer.put("id", alias.id());
        answer.put("email", alias.address().value());
        answer.put("creation_date", time(alias.createdAt()) + "+00:00");
        answer.put("creation_timestamp", alias.createdAt().getEpochSecond());
        answer.put("enabled", alias.settings().enabled());
        answer.put("note", note(alias));
        answer.put("name", null);
        answer.put("nb_forward", alias.stats().forwarded());
        answer.put("nb_block", alias.stats().blocked());
        answer.put("nb_reply", alias.stats().replied());
        answer.put("mailbox", mailbox);
        answer.put("mailboxes", List.of(mailbox));
        answer.put("support_pgp", false);
        answer.put("disable_pgp", false);
        answer.put("latest_activity", null);
        answer.put("pinned", false);
        return answer;
    }

    private void addy(Context request) {
        try {
            Owner owner = callers.owner(request, Scope.WRITE);
            OwnedAlias alias = created(aliases.create(owner, addyWish(body(request))));
            Answers.json(request, 201, Map.of("data", addyAnswer(owner, alias)));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            int status =
                    switch (problem.code()) {
                        case INVALID_REQUEST, ADDRESS_UNAVAILABLE -> UNPROCESSABLE;
                        case DAILY_ALIAS_LIMIT_REACHED -> TOO_MANY;
                        default -> problem.code().status();
                    };
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("message", problem.detail());
            if (status == UNPROCESSABLE) {
                Map<String, List<String>> errors = new LinkedHashMap<>();
                problem.errors()
                        .forEach(
                                error ->
                                        errors.put(
                                                addyField(error.field()),
                                                List.of(
                                                        "The %s %s."
                                                                .formatted(
                                                                        addyField(error.field()),
                                                                        error.message()))));
                answer.put("errors", errors);
            }
            Answers.json(request, status, answer);
        }
    }

    /// In a domain of the owner's, a random name is a chosen one.
    private NewAlias addyWish(ObjectNode body) {
        String host =
                text(body, "domain", Hosts::canonical)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.invalid("domain", "is required")));
        Remarks remarks =
                new Remarks(
                        Label.NONE,
                        text(body, "description", Note::new).orElse(Note.NONE),
                        UsedOn.NONE);
        String format = text(body, "format", text -> text).orElse("random_characters");
        if (format.equals("custom")) {
            LocalPart name =
                    text(body, "local_part", LocalPart::new)
                            .orElseThrow(
                                    () ->
                                            new ProblemException(
                                                    Problem.invalid("local_part", "is required")));
            return new NewAlias.Named(name, host, remarks);
        }
        AliasFormat wanted = Query.read("format", format, CompatRoutes::addyFormat);
        return host.equals(aliases.aliasDomain())
                ? new NewAlias.Random(wanted, remarks)
                : new NewAlias.Named(aliases.names().next(wanted), host, remarks);
    }

    private static AliasFormat addyFormat(String text) {
        return switch (text) {
            case "random_words" -> AliasFormat.WORDS;
            case "random_characters", "uuid" -> AliasFormat.CHARACTERS;
            default ->
                    throw new IllegalArgumentException(
                            "must be one of random_characters, uuid, random_words, custom");
        };
    }

    private static String addyField(String field) {
        return field.equals("localPart") ? "local_part" : field;
    }

    private static Map<String, Object> addyAnswer(Owner owner, OwnedAlias alias) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", alias.id());
        answer.put("user_id", owner.accountId());
        answer.put("aliasable_id", null);
        answer.put("aliasable_type", null);
        answer.put("local_part", alias.address().local());
        answer.put("extension", null);
        answer.put("domain", alias.address().domain());
        answer.put("email", alias.address().value());
        answer.put("active", alias.settings().enabled());
        answer.put("description", note(alias));
        answer.put("from_name", null);
        answer.put("emails_forwarded", alias.stats().forwarded());
        answer.put("emails_blocked", alias.stats().blocked());
        answer.put("emails_replied", alias.stats().replied());
        answer.put("emails_sent", 0);
        answer.put("recipients", List.of());
        answer.put("created_at", time(alias.createdAt()));
        answer.put("updated_at", time(alias.updatedAt()));
        answer.put("deleted_at", null);
        return answer;
    }

    private static @Nullable String note(OwnedAlias alias) {
        Note note = alias.settings().remarks().note();
        return note.isNone() ? null : note.text();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static OwnedAlias created(AliasResult result) {
        return switch (result) {
            case AliasResult.Created(var alias) -> alias;
            case AliasResult.Refused(var why) -> throw AliasRoutes.refused(why);
        };
    }

    /// What is no JSON object has no fields.
    private static ObjectNode body(Context request) {
        return Json.object(JsonBody.bytes(request)).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static <T> Optional<T> text(ObjectNode body, String field, Function<String, T> parse) {
        return Optional.ofNullable(body.path(field).textValue())
                .map(text -> Query.read(field, text, parse));
    }
}
