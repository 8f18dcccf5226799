package io.relaystream.benchmarks;

import io.relaystream.platform.config.Setting;
import io.relaystream.standalone.edge.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// `GET /aliases` at a fixed rate, of an account with many aliases, over connections that are kept.
/// Each request counts from when it was due, so a slow answer shows in those that wait behind it.
final class ListLoad {
    private static final int ALIASES = 1_000;
    private static final int WARM_UP = 2_500;
    private static final int REQUESTS = 15_000;
    private static final int PER_SECOND = 500;

    private ListLoad() {}

    static void run(Path result, PrintStream out) throws IOException, InterruptedException {
        try (RunningSystem system = RunningSystem.start(Map.of());
                HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            ApiClient.Account owner = system.api().createAccount("many@home.example");
            for (int i = 0; i < ALIASES; i++) {
                system.api().createAlias(owner, "Shop " + i);
            }
            HttpRequest list = list(system.at(Setting.API_PORT), owner);
            ask(http, callers, list, WARM_UP);
            Latencies latencies =
                    new Latencies("requests", PER_SECOND, ask(http, callers, list, REQUESTS));
            out.println("GET /aliases of %d: %s".formatted(ALIASES, latencies.figures()));
            latencies.write(result);
        }
    }

    private static HttpRequest list(URI api, ApiClient.Account owner) {
        return HttpRequest.newBuilder(api.resolve("/api/v1/aliases"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + owner.token().value())
                .build();
    }

    /// @return milliseconds, in ascending order
    private static double[] ask(
            HttpClient http, ExecutorService callers, HttpRequest list, int count)
            throws IOException, InterruptedException {
        List<Future<Double>> pending = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(i) / PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            pending.add(
                    callers.submit(
                            () -> {
                                HttpResponse<byte[]> answer =
                                        http.send(list, BodyHandlers.ofByteArray());
                                if (answer.statusCode() != 200) {
                                    throw new IOException(
                                            "must be 200, got " + answer.statusCode());
                                }
                                return (System.nanoTime() - due) / 1e6;
                            }));
        }
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                millis[i] = pending.get(i).get();
            } catch (ExecutionException e) {
                throw new IOException("a list was not answered", e.getCause());
            }
        }
        Arrays.sort(millis);
        return millis;
    }
}
