package io.relaystream.platform.edge.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.platform.service.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The management port of a service, on threads of its own so that work never starves it: liveness
/// that touches nothing, health of the dependencies, version and metrics (Mozilla's Dockerflow).
public final class ManagementServer implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int BACKLOG = 64;
    private static final long CHECK_SECONDS = 3;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService checks = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HealthCheck> healthChecks;
    private final PrometheusMeterRegistry metrics;

    private ManagementServer(
            HttpServer server, List<HealthCheck> healthChecks, PrometheusMeterRegistry metrics) {
        this.server = server;
        this.healthChecks = List.copyOf(healthChecks);
        this.metrics = metrics;
        server.setExecutor(threads);
        server.createContext("/__lbheartbeat__", e -> answer(e, 200, "text/plain", "ok\n"));
        server.createContext("/__heartbeat__", this::heartbeat);
        server.createContext("/__version__", this::version);
        server.createContext("/metrics", this::scrape);
    }

    /// @param address where to listen; port 0 picks a free one
    public static ManagementServer start(
            InetSocketAddress address,
            List<HealthCheck> healthChecks,
            PrometheusMeterRegistry metrics)
            throws IOException {
        ManagementServer management =
                new ManagementServer(HttpServer.create(address, BACKLOG), healthChecks, metrics);
        management.server.start();
        return management;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        checks.shutdownNow();
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        Map<String, Future<String>> running = new LinkedHashMap<>();
        for (HealthCheck check : healthChecks) {
            running.put(check.name(), checks.submit(() -> check.probe().problem().orElse("ok")));
        }
        Map<String, String> results = new LinkedHashMap<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CHECK_SECONDS);
        running.forEach((name, result) -> results.put(name, await(result, deadline)));
        boolean well = results.values().stream().allMatch("ok"::equals);
        json(
                exchange,
                well ? 200 : 503,
                Map.of("status", well ? "ok" : "error", "checks", results));
    }

    private static String await(Future<String> result, long deadline) {
        try {
            return result.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            return "no answer within %d s".formatted(CHECK_SECONDS);
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void version(HttpExchange exchange) throws IOException {
        json(exchange, 200, Version.current().fields());
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
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
