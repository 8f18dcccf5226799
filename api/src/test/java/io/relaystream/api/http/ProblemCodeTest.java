package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.OpenApi;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {
    /// Documented codes of what is not there yet. Must be empty in the end.
    private static final List<String> NOT_YET =
            List.of(
                    "csrf_refused",
                    "daily_alias_limit_reached",
                    "domain_limit_reached",
                    "token_limit_reached",
                    "webhook_limit_reached",
                    "message_not_found",
                    "token_not_found",
                    "webhook_not_found",
                    "dead_letter_not_found",
                    "idempotency_key_in_use",
                    "webhook_disabled",
                    "not_redeliverable",
                    "not_redrivable",
                    "content_gone",
                    "precondition_failed",
                    "idempotency_key_reused",
                    "rate_limited");

    @Test
    void everyCodeIsDocumentedAndNoOther() {
        List<String> documented =
                OpenApi.read()
                        .document()
                        .at("/components/schemas/ProblemCode/enum")
                        .valueStream()
                        .map(code -> code.asText())
                        .toList();

        assertThat(
                        Stream.concat(
                                Arrays.stream(ProblemCode.values()).map(ProblemCode::code),
                                NOT_YET.stream()))
                .as("the codes of ProblemCode, and those that openapi.yaml has")
                .containsExactlyInAnyOrderElementsOf(documented);
    }
}
