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
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    /// @param token acts for this account
    public record Account(String id, String email, Secret token) {}

    public record Alias(String id, String address) {}

    public Account createAccount(String email) throws IOException, InterruptedException {
        JsonNode account =
                call("POST", "/accounts", adminToken, Map.of("email", email, "plan", "premium"));
        return new Account(
                account.required("id").asText(),
                email,
                new Secret(account.required("token").asText()));
    }

    public Alias createAlias(Account owner, String label) throws IOException, InterruptedException {
        JsonNode alias =
                call("POST", "/aliases", owner.token(), Map.of("kind", "random", "label", label));
        return new Alias(alias.required("id").asText(), alias.required("address").asText());
    }

    public void switchOff(Account owner, Alias alias) throws IOException, InterruptedException {
        change(owner, alias, Map.of("enabled", false));
    }

    /// @param settings of the alias, as the api names them
    public void change(Account owner, Alias alias, Map<String, ?> settings)
            throws IOException, InterruptedException {
        call("PATCH", "/aliases/" + alias.id(), owner.token(), settings);
    }

    /// @param settings of the account, as the api names them
    public void change(Account owner, Map<String, ?> settings)
            throws IOException, InterruptedException {
        call("PATCH", "/account", owner.token(), settings);
    }

    /// @param status of the account, as the api names it, changed by the administrator
    public void administer(Account account, Map<String, ?> status)
            throws IOException, InterruptedException {
        call("PATCH", "/accounts/" + account.id(), adminToken, status);
    }

    /// @return the host
    public String claimSubdomain(Account owner, String name)
            throws IOException, InterruptedException {
        return call("POST", "/domains", owner.token(), Map.of("name", name))
                .required("host")
                .asText();
    }

    public void setCatchAll(Account owner, String host, boolean catchAll)
            throws IOException, InterruptedException {
        call("PATCH", "/domains/" + host, owner.token(), Map.of("catchAll", catchAll));
    }

    /// The account as its owner sees it.
    public JsonNode account(Account owner) throws IOException, InterruptedException {
        return get("/account", owner.token());
    }

    /// The newest aliases as their owner sees them.
    public JsonNode aliases(Account owner) throws IOException, InterruptedException {
        return get("/aliases", owner.token()).required("items");
    }

    private JsonNode call(String method, String path, Secret token, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofByteArray(
                                        MAPPER.writeValueAsBytes(body)))
                        .build());
    }

    private JsonNode get(String path, Secret token) throws IOException, InterruptedException {
        return send(request(path, token).build());
    }

    private HttpRequest.Builder request(String path, Secret token) {
        return HttpRequest.newBuilder(api.resolve("/api/v1" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token.value());
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(
                        "%s %s must succeed, got %d: %s"
                                .formatted(
                                        request.method(),
                                        request.uri().getPath(),
                                        response.statusCode(),
                                        response.body()));
            }
            return MAPPER.readTree(response.body());
        }
    }
}
