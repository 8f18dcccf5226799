package io.relaystream.api.http;

import io.javalin.http.Context;
import io.relaystream.core.Code;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What lists and single things have in common in their address.
final class Query {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private Query() {}

    /// @throws ProblemException if `limit` is not a whole number from 1 to the maximum
    static int limit(Context request) {
        String text = request.queryParam("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new ProblemException(
                Problem.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT));
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

    /// @throws ProblemException if the parameter is none of the constants
    static <E extends Enum<E> & Code> E choice(
            Context request, String name, Class<E> type, E fallback) {
        String text = request.queryParam(name);
        if (text == null) {
            return fallback;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.code().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.invalid(
                                                name,
                                                "must be one of "
                                                        + Arrays.stream(type.getEnumConstants())
                                                                .map(Code::code)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /// Whether something is done; not unless it is asked for.
    static boolean flag(Context request, String name) {
        String text = request.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new ProblemException(Problem.invalid(name, "must be true or false"));
        }
        return "true".equals(text);
    }

    /// What is no id is the id of nothing.
    static Optional<UUID> id(Context request) {
        try {
            return Optional.of(UUID.fromString(request.pathParam("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
