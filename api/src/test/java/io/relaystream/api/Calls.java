package io.relaystream.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.api.OpenApi.Body;
import io.relaystream.api.OpenApi.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// Sends what `openapi.yaml` describes. Each request is from somewhere else, as far as a proxy in
/// front of the API would say, so that no limit on strangers comes between.
record Calls(HttpClient http, int port) {

    /// @param body empty for a stream, which has no end
    record Reply(int status, HttpHeaders headers, String body) {
        String code() {
            return body.replaceAll(".*\"code\":\"([a-z_]+)\".*", "$1");
        }
    }

    /// @param named stands in the path, if the operation has a parameter there
    /// @param token empty for nobody
    record Call(
            Operation operation,
            String named,
            String token,
            Body body,
            Map<String, String> query,
            Map<String, String> headers) {

        /// With the first example, and of the query only what is required.
        static Call of(Operation operation, String named, String token) {
            Map<String, String> query = new LinkedHashMap<>();
            for (JsonNode parameter : operation.parameters("query")) {
                if (parameter.path("required").asBoolean()) {
                    query.put(parameter.path("name").asText(), parameter.path("example").asText());
                }
            }
            return new Call(
                    operation, named, token, operation.bodies().getFirst(), query, Map.of());
        }

        Call with(Body other) {
            return new Call(operation, named, token, other, query, headers);
        }

        Call withJson(String json) {
            return with(new Body("made up", "application/json", json));
        }

        Call withQuery(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(query);
            more.put(name, value);
            return new Call(operation, named, token, body, more, headers);
        }

        Call withHeader(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Call(operation, named, token, body, query, more);
        }

        private String target() {
            String path =
                    operation.path().replaceAll("\\{[a-z]+}", encoded(named).replace("$", "\\$"));
            String text =
                    query.entrySet().stream()
                            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                            .collect(Collectors.joining("&"));
            return text.isEmpty() ? path : path + "?" + text;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private static int part() {
        return ThreadLocalRandom.current().nextInt(0x10000);
    }

    Reply send(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(port, call.target())))
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                call.operation().method(),
                                BodyPublishers.ofString(call.body().text()));
        if (!call.body().type().isEmpty()) {
            request.header("Content-Type", call.body().type());
        }
        if (!call.token().isEmpty()) {
            if (call.operation().node().path("security").path(0).has("simpleLoginKey")) {
                request.header("Authentication", call.token());
            } else {
                request.header("Authorization", "Bearer " + call.token());
            }
        }
        request.header("X-Forwarded-For", "2001:db8:%x:%x::1".formatted(part(), part()));
        call.headers().forEach(request::header);
        HttpResponse<InputStream> response =
                http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            boolean endless = response.statusCode() == 200 && call.operation().streams();
            return new Reply(
                    response.statusCode(),
                    response.headers(),
                    endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
