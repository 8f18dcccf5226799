package io.relaystream.api.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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

    /// What is no id is the id of nothing.
    static Optional<UUID> id(Context request) {
        try {
            return Optional.of(UUID.fromString(request.pathParam("id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
