package io.relaystream.api.http;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers what Jetty refuses before it is a request of ours (a malformed path, headers that are
/// too large) with a problem detail instead of an HTML page.
final class JettyProblems implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem =
                new Problem(
                        code(response.getStatus()), "The request must be well-formed", List.of());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(Json.bytes(problem.body())), callback);
        return true;
    }

    /// The closest of our codes.
    static ProblemCode code(int status) {
        return switch (AnswerClass.of(status)) {
            case SUCCESS, CLIENT_ERROR ->
                    status == ProblemCode.BODY_TOO_LARGE.status()
                            ? ProblemCode.BODY_TOO_LARGE
                            : ProblemCode.BAD_REQUEST;
            case SERVER_ERROR -> ProblemCode.INTERNAL_ERROR;
        };
    }
}
