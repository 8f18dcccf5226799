package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.api.store.StorableTime;
import io.relaystream.core.Code;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What lists and single things have in common in their address.
final class Query {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private Query() {}

    /// @param parse throws [IllegalArgumentException] with what must hold
    /// @return empty if the parameter is not given
    /// @throws ProblemException if it is not as it must be
    static <T> Optional<T> parameter(Context request, String name, Function<String, T> parse) {
        return Optional.ofNullable(request.queryParam(name)).map(text -> read(name, text, parse));
    }

    /// @param parse as for [#parameter]
    /// @throws ProblemException that names the field, if the text is not as it must be
    static <T> T read(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.invalid(field, String.valueOf(e.getMessage())));
        }
    }

    static <E extends Enum<E> & Code> Optional<E> choice(
            Context request, String name, Class<E> type) {
        return parameter(request, name, text -> JsonBody.choice(type, text));
    }

    static Optional<Boolean> flag(Context request, String name) {
        return parameter(
                request,
                name,
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException("must be true or false");
                        });
    }

    static Optional<Instant> instant(Context request, String name) {
        return parameter(request, name, StorableTime::parse);
    }

    /// A whole number from 1 on.
    static Optional<Integer> number(Context request, String name, int max) {
        return parameter(request, name, text -> number(text, max));
    }

    static Optional<UUID> alias(Context request) {
        return parameter(request, "alias", Query::aliasId);
    }

    static int limit(Context request) {
        return number(request, "limit", MAX_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /// Where the page before ended.
    ///
    /// @param read gives nothing for a cursor that is none of ours
    /// @throws ProblemException if `cursor` is such a one
    static <T> Optional<T> after(Context request, Function<String, Optional<T>> read) {
        return Optional.ofNullable(request.queryParam("cursor"))
                .map(
                        text ->
                                read.apply(text)
                                        .orElseThrow(
                                                () ->
                                                        new ProblemException(
                                                                Problem.invalid(
                                                                        "cursor",
                                                                        "must be the next of an earlier answer"))));
    }

    /// What is no id is the id of nothing.
    static Optional<UUID> id(Context request) {
        try {
            return Optional.of(UUID.fromString(request.pathParam("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int number(String text, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new IllegalArgumentException("must be a whole number from 1 to " + max);
    }

    private static UUID aliasId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be the id of an alias", e);
        }
    }
}
