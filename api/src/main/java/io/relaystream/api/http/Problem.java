package io.relaystream.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A refusal as problem details (RFC 9457), with the stable `code` and the fields at fault.
///
/// @param detail what must hold and what to do; nothing of what the caller sent
record Problem(ProblemCode code, String detail, List<FieldError> errors) {
    static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        errors = List.copyOf(errors);
    }

    static Problem invalid(List<FieldError> errors) {
        List<String> sentences = new ArrayList<>();
        errors.forEach(error -> sentences.add(error.field() + " " + error.message()));
        return new Problem(ProblemCode.INVALID_REQUEST, String.join("; ", sentences), errors);
    }

    static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /// @param fields those that may be given, as a list in words
    static ProblemException nothingGiven(String fields) {
        return new ProblemException(
                ProblemCode.INVALID_REQUEST, "At least one of %s must be given".formatted(fields));
    }

    /// In the order of RFC 9457 section 3.1, ours last.
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:relaystream:problem:" + code.code());
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("detail", detail);
        body.put("code", code.code());
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return body;
    }
}
