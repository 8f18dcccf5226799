package io.relaystream.cdc.edge.connect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.relaystream.cdc.ConnectorStatus;
import io.relaystream.cdc.ConnectorStatus.State;
import io.relaystream.cdc.Connectors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kafka Connect's REST interface (Kafka documentation, section Kafka Connect, REST API).
public final class ConnectRest implements Connectors, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// Connect opens a connection to the database before it accepts a configuration.
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int NOT_FOUND = 404;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final URI connectors;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /// @param server such as `http://127.0.0.1:8083/`
    public ConnectRest(URI server) {
        this.connectors = server.resolve("/connectors/");
    }

    @Override
    public Optional<Map<String, String>> config(String name)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(name + "/config").GET());
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(MAPPER.readValue(accepted(response), new TypeReference<>() {}));
    }

    @Override
    public void put(String name, Map<String, String> config)
            throws IOException, InterruptedException {
        String body = MAPPER.writeValueAsString(config);
        accepted(send(request(name + "/config").PUT(BodyPublishers.ofString(body))));
    }

    @Override
    public void stop(String name) throws IOException, InterruptedException {
        accepted(send(request(name + "/stop").PUT(BodyPublishers.noBody())));
    }

    @Override
    public boolean stopped(String name) throws IOException, InterruptedException {
        return stopped(MAPPER.readTree(accepted(send(request(name + "/status").GET()))));
    }

    @Override
    public void resume(String name) throws IOException, InterruptedException {
        accepted(send(request(name + "/resume").PUT(BodyPublishers.noBody())));
    }

    @Override
    public ConnectorStatus status(String name) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(name + "/status").GET());
        return response.statusCode() == NOT_FOUND
                ? new ConnectorStatus(State.STARTING, "Connect does not know it yet")
                : status(MAPPER.readTree(accepted(response)));
    }

    @Override
    public void restartFailed(String name) throws IOException, InterruptedException {
        accepted(
                send(
                        request(name + "/restart?includeTasks=true&onlyFailed=true")
                                .POST(BodyPublishers.noBody())));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    /// @param json `{"connector":{"state",..},"tasks":[{"state",..}]}`
    static ConnectorStatus status(JsonNode json) {
        List<ConnectorStatus> parts = new ArrayList<>();
        parts.add(part(json.path("connector")));
        json.path("tasks").forEach(task -> parts.add(part(task)));
        boolean withoutTask = parts.size() == 1;
        return parts.stream()
                .filter(part -> part.state() != State.RUNNING)
                // A failure is worth more than a start, whatever comes first.
                .max((one, other) -> one.state().compareTo(other.state()))
                .orElseGet(
                        () ->
                                withoutTask
                                        ? new ConnectorStatus(State.STARTING, "no task yet")
                                        : parts.getFirst());
    }

    /// @param json as for [#status(JsonNode)]
    static boolean stopped(JsonNode json) {
        return json.path("connector").path("state").asText().equals("STOPPED")
                && json.path("tasks").isEmpty();
    }

    private static ConnectorStatus part(JsonNode json) {
        String state = json.path("state").asText();
        return switch (state) {
            case "RUNNING" -> new ConnectorStatus(State.RUNNING, state);
            case "PAUSED", "STOPPED" -> new ConnectorStatus(State.PAUSED, state);
            case "FAILED" -> new ConnectorStatus(State.FAILED, firstLine(json.path("trace")));
            default -> new ConnectorStatus(State.STARTING, state);
        };
    }

    private static String firstLine(JsonNode trace) {
        return trace.asText().lines().findFirst().orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(connectors.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String accepted(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "Kafka Connect answered %d: %s"
                            .formatted(response.statusCode(), response.body()));
        }
        return response.body();
    }
}
