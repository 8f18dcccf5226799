package io.relaystream.api.http;

import io.javalin.http.Context;

/// What lists have in common in their query.
final class Query {
    private Query() {}

    /// @throws ProblemException if `limit` is not a whole number from 1 to the maximum
    static int limit(Context request, int fallback, int max) {
        String text = request.queryParam("limit");
        if (text == null) {
            return fallback;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new ProblemException(
                Problem.invalid("limit", "must be a whole number from 1 to " + max));
    }
}
