package io.relaystream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.Calls.Call;
import io.relaystream.api.Calls.Reply;
import io.relaystream.api.OpenApi.Body;
import io.relaystream.api.OpenApi.Operation;
import io.relaystream.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The API is what `openapi.yaml` says: nothing is missing there, and nothing there is missing
/// here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedKafka.class)
class OpenApiContractIT {
    /// Operations whose example cannot succeed with what the fixtures make.
    private static final Map<String, Integer> REFUSED =
            Map.of(
                    "POST /api/v1/messages/{id}/redeliver", 409,
                    "GET /assets/{version}/{name}", 404,
                    "HEAD /assets/{version}/{name}", 404);

    private final OpenApi document = OpenApi.read();
    private final RunningApi running;
    private final Calls calls;

    OpenApiContractIT(@TempDir Path directory, EmbeddedKafka kafka) throws Exception {
        running = new RunningApi(directory, kafka);
        calls = new Calls(running.http(), running.api.port());
    }

    @AfterAll
    void close() {
        running.close();
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOperationIsRouted() {
        Set<String> documented =
                document.operations().stream().map(Operation::id).collect(Collectors.toSet());

        assertThat(running.api.routes())
                .as("what the server has, and what openapi.yaml has")
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAsItsOwnSchemaSays() {
        return document.operations().stream()
                .flatMap(
                        operation ->
                                operation.bodies().stream()
                                        .filter(body -> body.type().equals("application/json"))
                                        .map(
                                                body ->
                                                        dynamicTest(
                                                                operation.id() + ": " + body.name(),
                                                                () ->
                                                                        assertThat(
                                                                                        document
                                                                                                .faults(
                                                                                                        operation
                                                                                                                        .at()
                                                                                                                + "/requestBody/content/application~1json/schema",
                                                                                                        body
                                                                                                                .text()))
                                                                                .isEmpty())));
    }

    @TestFactory
    Stream<DynamicNode> everyExampleIsAnsweredAsDocumented() {
        return document.operations().stream()
                .map(
                        operation ->
                                dynamicContainer(
                                        operation.id(),
                                        examples(operation)
                                                .map(
                                                        example ->
                                                                dynamicTest(
                                                                        example.name(),
                                                                        () ->
                                                                                assertThat(
                                                                                                faults(
                                                                                                        operation,
                                                                                                        example))
                                                                                        .isEmpty()))));
    }

    @TestFactory
    Stream<DynamicNode> everyBodyThatIsWrongIsRefusedAsDocumented() {
        return document.operations().stream()
                .filter(Operation::refusesUnknownFields)
                .map(
                        operation ->
                                dynamicContainer(
                                        operation.id(),
                                        Stream.of(
                                                dynamicTest(
                                                        "malformed",
                                                        () -> refuses(operation, "{", 400)),
                                                dynamicTest(
                                                        "no object",
                                                        () -> refuses(operation, "[]", 400)),
                                                dynamicTest(
                                                        "too large",
                                                        () ->
                                                                refuses(
                                                                        operation,
                                                                        "{\"x\":\"%s\"}"
                                                                                .formatted(
                                                                                        "x"
                                                                                                .repeat(
                                                                                                        65
                                                                                                                * 1024)),
                                                                        413)))));
    }

    @TestFactory
    Stream<DynamicTest> everyMethodThatIsNotDocumentedIsNotAllowed() {
        return document.operations().stream()
                .filter(operation -> !operation.method().equals("HEAD"))
                .collect(Collectors.toMap(Operation::path, each -> each, (first, _) -> first))
                .values()
                .stream()
                .map(
                        operation ->
                                dynamicTest(
                                        "PUT " + operation.path(),
                                        () -> {
                                            Operation put =
                                                    new Operation(
                                                            "PUT",
                                                            operation.path(),
                                                            "",
                                                            operation.node(),
                                                            List.of());
                                            Reply reply =
                                                    calls.send(
                                                            Call.of(put, "any", "")
                                                                    .with(Body.NONE));

                                            assertThat(reply.status()).isEqualTo(405);
                                            assertThat(reply.headers().firstValue("Allow"))
                                                    .isPresent();
                                            assertThat(
                                                            document.faults(
                                                                    "/components/schemas/Problem",
                                                                    reply.body()))
                                                    .isEmpty();
                                        }));
    }

    @Test
    void documentIsSentAgainOnlyWhenItIsAnother() throws Exception {
        Operation show =
                document.operations().stream()
                        .filter(each -> each.id().equals("GET /openapi.yaml"))
                        .findFirst()
                        .orElseThrow();
        Call call = Call.of(show, "", "");
        Reply first = calls.send(call);

        String tag = first.headers().firstValue("ETag").orElseThrow();
        Reply second = calls.send(call.withHeader("If-None-Match", tag));

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(first.body()).startsWith("openapi: 3.1.0");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    /// A request that must succeed.
    private record Example(String name, Body body, Map<String, String> query) {}

    /// Each body, and each parameter of the query for itself.
    private static Stream<Example> examples(Operation operation) {
        List<Example> examples = new ArrayList<>();
        for (Body body : operation.bodies()) {
            examples.add(new Example(body.name(), body, Map.of()));
        }
        for (JsonNode parameter : operation.parameters("query")) {
            if (parameter.has("example")) {
                String name = parameter.path("name").asText();
                examples.add(
                        new Example(
                                name + " in the query",
                                operation.bodies().getFirst(),
                                Map.of(name, parameter.path("example").asText())));
            }
        }
        return examples.stream();
    }

    private List<String> faults(Operation operation, Example example) throws Exception {
        Tenant owner = running.newTenant();
        Call call = call(operation, owner);
        if (operation.lists().isPresent()) {
            running.make(operation.lists().get(), owner);
        }
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.path("name").asText();
            if (example.query().containsKey(name)) {
                // What an owner has is asked for by its own id.
                call =
                        call.withQuery(
                                name,
                                parameter.has("x-owned")
                                        ? running.make(parameter.path("x-owned").asText(), owner)
                                        : example.query().get(name));
            }
        }
        Reply reply = calls.send(call.with(example.body().of(owner)));
        int refused = REFUSED.getOrDefault(operation.id(), 0);
        if (refused == 0 ? reply.status() >= 400 : reply.status() != refused) {
            return List.of("the answer is %d %s".formatted(reply.status(), reply.body()));
        }
        return document.faults(operation, reply.status(), reply.headers(), reply.body());
    }

    private void refuses(Operation operation, String json, int status) throws Exception {
        Reply reply = calls.send(call(operation, running.newTenant()).withJson(json));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(document.faults(operation, reply.status(), reply.headers(), reply.body()))
                .isEmpty();
    }

    private Call call(Operation operation, Tenant owner) throws Exception {
        String named =
                operation.owned().isPresent() ? running.make(operation.owned().get(), owner) : "";
        return Call.of(
                operation,
                named,
                switch (operation.scope()) {
                    case "none" -> "";
                    case "admin" -> running.admin.token();
                    default -> owner.client().token();
                });
    }
}
