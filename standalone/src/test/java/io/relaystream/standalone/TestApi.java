package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Calls an HTTP interface as a script would.
///
/// @param root what paths are relative to
/// @param token of the caller; empty for none
record TestApi(URI root, String token) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    TestApi as(String otherToken) {
        return new TestApi(root, otherToken);
    }

    JsonNode get(String path) throws Exception {
        return call("GET", path, "");
    }

    JsonNode post(String path, String body) throws Exception {
        return call("POST", path, body);
    }

    JsonNode patch(String path, String body) throws Exception {
        return call("PATCH", path, body);
    }

    JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isBetween(200, 299);
        return MAPPER.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }
}
