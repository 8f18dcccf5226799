package io.relaystream.api.http;

import io.javalin.http.Context;

/// Writes answers.
final class Answers {
    private Answers() {}

    static void json(Context request, int status, Object body) {
        request.status(status).contentType("application/json").result(Json.bytes(body));
    }

    static void problem(Context request, Problem problem) {
        request.status(problem.code().status())
                .contentType(Problem.CONTENT_TYPE)
                .result(Json.bytes(problem.body()));
    }
}
