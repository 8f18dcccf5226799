package io.relaystream.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Calls the API as a program would.
public record ApiClient(HttpClient http, int port, String token) {
    private static final JsonMapper JSON = new JsonMapper();

    /// @param body the JSON, or a missing node if there is no body
    public record Answer(int status, HttpResponse<String> response, JsonNode body) {

        public String code() {
            return body.path("code").asText();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text(String field) {
            return body.path(field).asText();
        }
    }

    public ApiClient with(String otherToken) {
        return new ApiClient(http, port, otherToken);
    }

    public Answer get(String path) throws Exception {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) throws Exception {
        return send("POST", path, json);
    }

    public Answer patch(String path, String json) throws Exception {
        return send("PATCH", path, json);
    }

    public Answer delete(String path) throws Exception {
        return send("DELETE", path, "");
    }

    /// @param headers names and values in turn
    public Answer send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response, JSON.readTree(response.body()));
    }
}
