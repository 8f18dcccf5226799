package io.relaystream.api.http;

import java.io.Serial;
import java.util.List;

/// Ends a request with a problem.
final class ProblemException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    ProblemException(ProblemCode code, String detail) {
        this(new Problem(code, detail, List.of()));
    }

    Problem problem() {
        return problem;
    }
}
