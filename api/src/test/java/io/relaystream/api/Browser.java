package io.relaystream.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.api.ApiClient.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Calls the API as a browser would that has a page of ours open.
///
/// @param cookie name and value; empty if nobody is signed in
public record Browser(HttpClient http, int port, String cookie) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] OWN_PAGE = {"Sec-Fetch-Site", "same-origin"};

    public Answer get(String path) throws Exception {
        return send("GET", path, "", OWN_PAGE);
    }

    public Answer post(String path, String json) throws Exception {
        return send("POST", path, json, OWN_PAGE);
    }

    public Answer patch(String path, String json) throws Exception {
        return send("PATCH", path, json, OWN_PAGE);
    }

    public Answer delete(String path, String json) throws Exception {
        return send("DELETE", path, json, OWN_PAGE);
    }

    /// @param headers names and values in turn
    public Answer send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonNode answer = JSON.readTree(json ? response.body() : "{}");
        return new Answer(response.statusCode(), response, answer);
    }

    /// Follows a link that signs in.
    public Browser signIn(String path) throws Exception {
        Answer answer = get(path);
        if (answer.status() != 303) {
            throw new AssertionError("A link must sign in, got " + answer.status());
        }
        return new Browser(http, port, answer.header("Set-Cookie").replaceFirst(";.*", ""));
    }
}
