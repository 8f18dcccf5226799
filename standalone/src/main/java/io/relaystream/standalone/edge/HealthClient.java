package io.relaystream.standalone.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Asks services how they are.
public final class HealthClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper MAPPER = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /// @param management the service's management port
    /// @return each check's name and `ok` or what is wrong
    /// @throws IOException if the service does not answer
    public Map<String, String> checks(URI management) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(management.resolve("/__heartbeat__"))
                        .timeout(TIMEOUT)
                        .build();
        JsonNode answer =
                MAPPER.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        Map<String, String> checks = new TreeMap<>();
        answer.path("checks")
                .properties()
                .forEach(check -> checks.put(check.getKey(), check.getValue().asText()));
        return checks;
    }

    @Override
    public void close() {
        http.close();
    }
}
