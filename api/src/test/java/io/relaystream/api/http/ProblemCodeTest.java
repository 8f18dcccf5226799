package io.relaystream.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.OpenApi;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {
    @Test
    void everyCodeIsDocumentedAndNoOther() {
        List<String> documented =
                OpenApi.read()
                        .document()
                        .at("/components/schemas/ProblemCode/enum")
                        .valueStream()
                        .map(code -> code.asText())
                        .toList();

        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
                .as("the codes of ProblemCode, and those that openapi.yaml has")
                .containsExactlyInAnyOrderElementsOf(documented);
    }
}
