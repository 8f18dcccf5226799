package io.relaystream.platform.edge.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.platform.service.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The management port of a service, on threads of its own so that work never starves it: liveness
/// that touches nothing, health of the dependencies, version and metrics (Mozilla's Dockerflow).
///
/// However many ask at once, each [HealthCheck] runs once at a time and all share its answer, and
/// no thread that answers liveness waits for it.
public final class ManagementServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<HealthCheck, Future<String>> running = new ConcurrentHashMap<>();
    private final List<HealthCheck> healthChecks;
    private final PrometheusMeterRegistry metrics;
    private final Duration patience;

    private ManagementServer(
            HttpServer server,
            List<HealthCheck> healthChecks,
            PrometheusMeterRegistry metrics,
            Duration patience) {
        this.server = server;
        this.healthChecks = List.copyOf(healthChecks);
        this.metrics = metrics;
        this.patience = patience;
        server.setExecutor(threads);
        serve("/__lbheartbeat__", e -> answer(e, 200, "text/plain", "ok\n"));
        serve("/__heartbeat__", this::handOver);
        serve("/__version__", e -> json(e, 200, Version.current().fields()));
        serve("/metrics", this::scrape);
    }

    /// @param address where to listen; port 0 picks a free one
    public static ManagementServer start(
            InetSocketAddress address,
            List<HealthCheck> healthChecks,
            PrometheusMeterRegistry metrics)
            throws IOException {
        return start(address, healthChecks, metrics, PATIENCE);
    }

    /// @param patience how long a heartbeat waits for its checks
    static ManagementServer start(
            InetSocketAddress address,
            List<HealthCheck> healthChecks,
            PrometheusMeterRegistry metrics,
            Duration patience)
            throws IOException {
        HttpServer server = HttpServer.create(address, BACKLOG);
        ManagementServer management = new ManagementServer(server, healthChecks, metrics, patience);
        server.start();
        return management;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        waiting.shutdownNow();
    }

    /// A context of [HttpServer] also matches every longer path; ours do not.
    private void serve(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    if (path.equals(exchange.getRequestURI().getPath())) {
                        handler.handle(exchange);
                    } else {
                        answer(exchange, 404, "text/plain", "not found\n");
                    }
                });
    }

    /// Submitted, not executed: what goes wrong here, such as a client that has gone, is no thread
    /// that died unexpectedly.
    private void handOver(HttpExchange exchange) {
        Future<?> _ =
                waiting.submit(
                        () -> {
                            heartbeat(exchange);
                            return null;
                        });
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        Map<String, Future<String>> asked = new LinkedHashMap<>();
        healthChecks.forEach(check -> asked.put(check.name(), run(check)));
        Map<String, String> results = new LinkedHashMap<>();
        long deadline = System.nanoTime() + patience.toNanos();
        asked.forEach((name, result) -> results.put(name, await(result, deadline)));
        boolean well = results.values().stream().allMatch("ok"::equals);
        json(
                exchange,
                well ? 200 : 503,
                Map.of("status", well ? "ok" : "error", "checks", results));
    }

    private Future<String> run(HealthCheck check) {
        return requireNonNull(
                running.compute(
                        check,
                        (same, current) ->
                                current == null || current.isDone()
                                        ? waiting.submit(() -> same.probe().problem().orElse("ok"))
                                        : current));
    }

    private String await(Future<String> result, long deadline) {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            result.cancel(true);
            return "no answer within " + patience;
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void scrape(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }

    private static void json(HttpExchange exchange, int status, Object body) throws IOException {
        answer(exchange, status, "application/json", MAPPER.writeValueAsString(body) + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
