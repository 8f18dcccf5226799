package io.relaystream.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `openapi.yaml` as tests read it: what can be asked for, with which examples, and what an answer
/// must look like.
public final class OpenApi {
    private static final String PLACE = "https://relaystream.example/openapi";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    /// @param at where the operation is, as a JSON pointer
    /// @param parameters those of its path first
    record Operation(
            String method, String path, String at, JsonNode node, List<JsonNode> parameters) {

        /// As [Api#routes()] names it.
        String id() {
            return method + " " + path;
        }

        /// `read`, `write` or `admin`; `any` if whoever is signed in may; `none` if everybody may.
        String scope() {
            return node.path("x-scope").asText();
        }

        /// What the parameter in its path names.
        Optional<String> owned() {
            return Optional.ofNullable(node.path("x-owned").textValue());
        }

        /// What its answer is a list of.
        Optional<String> lists() {
            return Optional.ofNullable(node.path("x-lists").textValue());
        }

        boolean writes() {
            return scope().equals("write");
        }

        boolean streams() {
            return node.at("/responses/200/content").has("text/event-stream");
        }

        List<JsonNode> parameters(String in) {
            return parameters.stream().filter(each -> each.path("in").asText().equals(in)).toList();
        }

        /// One without a body if it takes none.
        List<Body> bodies() {
            List<Body> bodies = new ArrayList<>();
            for (Map.Entry<String, JsonNode> type : node.at("/requestBody/content").properties()) {
                for (Map.Entry<String, JsonNode> example :
                        type.getValue().path("examples").properties()) {
                    JsonNode value = example.getValue().path("value");
                    bodies.add(
                            new Body(
                                    example.getKey(),
                                    type.getKey(),
                                    value.isTextual() ? value.asText() : value.toString()));
                }
            }
            return bodies.isEmpty() ? List.of(Body.NONE) : bodies;
        }

        /// Whether it takes JSON and refuses what it does not know, as all do but those that answer
        /// as others would.
        boolean refusesUnknownFields() {
            JsonNode schema =
                    node.at("/requestBody/content").path("application/json").path("schema");
            return !schema.isMissingNode()
                    && !node.path("tags").path(0).asText().equals("Compatible");
        }
    }

    /// @param name of the example
    record Body(String name, String type, String text) {
        static final Body NONE = new Body("no body", "", "");

        /// For this owner, and with a host in place of one that only the document has: this machine
        /// may know no others.
        Body of(Tenant owner) {
            return new Body(
                    name,
                    type,
                    text.replace("{email}", owner.email()).replace("//hooks.example", "//1.1.1.1"));
        }
    }

    private OpenApi(JsonNode document) {
        this.document = document;
        schemas =
                SchemaRegistry.withDialect(
                        Dialects.getDraft202012(),
                        registry ->
                                registry.schemas(Map.of(PLACE, document.toString()))
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .formatAssertionsEnabled(true)
                                                        .build()));
    }

    public static OpenApi read() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1_000);
        options.setAllowDuplicateKeys(false);
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            Object yaml = new Yaml(new SafeConstructor(options)).load(in);
            return new OpenApi(JSON.valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.add(operation(path.getKey(), path.getValue(), operation.getKey()));
                }
            }
        }
        return operations;
    }

    private Operation operation(String path, JsonNode item, String method) {
        JsonNode node = item.path(method);
        List<JsonNode> parameters =
                Stream.concat(
                                item.path("parameters").valueStream(),
                                node.path("parameters").valueStream())
                        .map(this::resolved)
                        .toList();
        String at = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        return new Operation(method.toUpperCase(Locale.ROOT), path, at, node, parameters);
    }

    /// What is wrong with an answer; nothing if it is as documented.
    List<String> faults(Operation operation, int status, HttpHeaders headers, String body) {
        JsonNode given = operation.node().path("responses").path("" + status);
        if (given.isMissingNode()) {
            return List.of("status %d is not documented; the body is %s".formatted(status, body));
        }
        List<String> faults = new ArrayList<>();
        JsonNode response = resolved(given);
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            faults.addAll(header(header.getKey(), resolved(header.getValue()), headers));
        }
        faults.addAll(
                content(
                        given.has("$ref")
                                ? given.path("$ref").asText().substring(1)
                                : operation.at() + "/responses/" + status,
                        response,
                        headers,
                        body));
        return faults;
    }

    private List<String> header(String name, JsonNode header, HttpHeaders headers) {
        Optional<String> value = headers.firstValue(name);
        if (value.isEmpty()) {
            return header.path("required").asBoolean()
                    ? List.of("the header " + name + " is missing")
                    : List.of();
        }
        return value.get().matches(header.at("/schema/pattern").asText("") + ".*")
                ? List.of()
                : List.of("the header %s is %s".formatted(name, value.get()));
    }

    private List<String> content(String at, JsonNode response, HttpHeaders headers, String body) {
        String type =
                headers.firstValue("Content-Type").map(each -> each.split(";", 2)[0]).orElse("");
        if (!response.has("content")) {
            return body.isEmpty() ? List.of() : List.of("there must be no body, got " + body);
        }
        if (!response.path("content").has(type)) {
            return List.of("the content type '%s' is not documented".formatted(type));
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        return faults(at + "/content/" + type.replace("/", "~1") + "/schema", body);
    }

    /// @param at where the schema is, as a JSON pointer
    List<String> faults(String at, String json) {
        Schema schema = schemas.getSchema(SchemaLocation.of(PLACE + "#" + at));
        try {
            return schema.validate(JSON.readTree(json)).stream()
                    .map(Error::toString)
                    .map(error -> error + " in " + json)
                    .toList();
        } catch (IOException e) {
            return List.of("the body is no JSON: " + json);
        }
    }

    /// The names of all fields that its JSON may have.
    Set<String> fields(Operation operation) {
        JsonNode schema =
                resolved(operation.node().at("/requestBody/content/application~1json/schema"));
        return Stream.concat(Stream.of(schema), schema.path("oneOf").valueStream())
                .map(this::resolved)
                .flatMap(each -> each.path("properties").propertyStream())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
