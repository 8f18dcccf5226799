package io.relaystream.standalone.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.platform.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// What the demo needs of the api.
///
/// @param api its root
/// @param adminToken makes accounts
public record ApiClient(URI api, Secret adminToken) {
    /// Who tries the system out.
    public static final String DEMO_OWNER = "demo@home.example";

    private static final int CONFLICT = 409;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    /// @param token acts for this account
    public record Account(String email, Secret token) {}

    public record Alias(String id, String address) {}

    public Account createAccount(String email) throws IOException, InterruptedException {
        JsonNode account =
                call("POST", "/accounts", adminToken, Map.of("email", email, "plan", "premium"));
        return new Account(email, new Secret(account.required("token").asText()));
    }

    public Alias createAlias(Account owner, String label) throws IOException, InterruptedException {
        JsonNode alias =
                call("POST", "/aliases", owner.token(), Map.of("kind", "random", "label", label));
        return new Alias(alias.required("id").asText(), alias.required("address").asText());
    }

    public void switchOff(Account owner, Alias alias) throws IOException, InterruptedException {
        call("PATCH", "/aliases/" + alias.id(), owner.token(), Map.of("enabled", false));
    }

    /// Makes the demo's owner an administrator with the premium plan, unless an earlier start has.
    ///
    /// @return signs the owner in, once
    public URI demoLink() throws IOException, InterruptedException {
        HttpResponse<String> made =
                send(
                        "POST",
                        "/accounts",
                        adminToken,
                        Map.of("email", DEMO_OWNER, "plan", "premium"));
        if (made.statusCode() != CONFLICT) {
            succeeded("POST", "/accounts", made);
        }
        call("PATCH", "/accounts/" + DEMO_OWNER, adminToken, Map.of("admin", true));
        JsonNode link =
                call("POST", "/accounts/" + DEMO_OWNER + "/login-link", adminToken, Map.of());
        return URI.create(link.required("url").asText());
    }

    private JsonNode call(String method, String path, Secret token, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, token, body);
        succeeded(method, path, response);
        return MAPPER.readTree(response.body());
    }

    private static void succeeded(String method, String path, HttpResponse<String> response)
            throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s %s must succeed, got %d: %s"
                            .formatted(method, path, response.statusCode(), response.body()));
        }
    }

    private HttpResponse<String> send(String method, String path, Secret token, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve("/api/v1" + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token.value())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofByteArray(
                                        MAPPER.writeValueAsBytes(body)))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
