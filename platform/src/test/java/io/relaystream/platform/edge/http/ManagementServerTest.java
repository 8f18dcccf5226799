package io.relaystream.platform.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.platform.service.HealthCheck.Probe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {
    private static final Duration BRIEF = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CountDownLatch released = new CountDownLatch(1);
    private ManagementServer server = start(LONG);

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.close();
    }

    @Test
    void isAliveWhateverTheChecksSay() throws Exception {
        restart(LONG, check("kafka", () -> Optional.of("away")));

        HttpResponse<String> response = get("/__lbheartbeat__");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok\n");
    }

    @Test
    void isHealthyWhenAllChecksAreWell() throws Exception {
        restart(LONG, check("kafka", Optional::empty), check("database", Optional::empty));

        HttpResponse<String> response = get("/__heartbeat__");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body())
                .contains("\"status\":\"ok\"")
                .contains("\"checks\":{\"kafka\":\"ok\",\"database\":\"ok\"}");
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        restart(
                LONG,
                check("kafka", () -> Optional.of("no broker answers: check its address")),
                check(
                        "database",
                        () -> {
                            throw new IOException("refused");
                        }),
                check("storage", Optional::empty));

        HttpResponse<String> response = get("/__heartbeat__");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("\"status\":\"error\"")
                .contains("\"kafka\":\"no broker answers: check its address\"")
                .contains("\"database\":\"java.io.IOException: refused\"")
                .contains("\"storage\":\"ok\"");
    }

    @Test
    void answersInTimeWhileACheckHangs() throws Exception {
        restart(BRIEF, check("kafka", this::hang), check("database", Optional::empty));

        long start = System.nanoTime();
        HttpResponse<String> response = get("/__heartbeat__");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(BRIEF, LONG);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("\"kafka\":\"no answer within PT0.2S\"")
                .contains("\"database\":\"ok\"");
    }

    @Test
    void asksAgainAfterACheckHung() throws Exception {
        AtomicBoolean hangs = new AtomicBoolean(true);
        restart(BRIEF, check("kafka", () -> hangs.get() ? hang() : Optional.empty()));

        assertThat(get("/__heartbeat__").statusCode()).isEqualTo(503);
        hangs.set(false);
        assertThat(get("/__heartbeat__").statusCode()).isEqualTo(200);
    }

    @Test
    void manySlowHeartbeatsShareOneProbeAndDoNotBlockLiveness() throws Exception {
        // Given
        AtomicInteger probes = new AtomicInteger();
        CountDownLatch probing = new CountDownLatch(1);
        restart(
                LONG,
                check(
                        "kafka",
                        () -> {
                            probes.incrementAndGet();
                            probing.countDown();
                            return hang();
                        }));
        List<CompletableFuture<HttpResponse<String>>> heartbeats =
                IntStream.range(0, 100).mapToObj(_ -> getLater("/__heartbeat__")).toList();
        assertThat(probing.await(10, TimeUnit.SECONDS)).isTrue();

        // When
        int alive = get("/__lbheartbeat__").statusCode();

        // Then
        assertThat(alive).isEqualTo(200);
        assertThat(heartbeats).noneMatch(CompletableFuture::isDone);
        assertThat(probes).hasValue(1);
        released.countDown();
        assertThat(heartbeats).allMatch(heartbeat -> heartbeat.join().statusCode() == 200);
    }

    @Test
    void tellsItsVersion() throws Exception {
        HttpResponse<String> response = get("/__version__");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .containsPattern("\"source\":\"[^\"$]+\"")
                .containsPattern("\"version\":\"\\d+\\.\\d+\\.\\d+\"")
                .containsPattern("\"commit\":\"([0-9a-f]{40}|unknown)\"")
                .containsPattern("\"build\":\"[^\"$]*\"");
    }

    @Test
    void showsItsMetrics() throws Exception {
        metrics.counter("relay.example").increment();

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("relay_example_total 1.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/other",
                "/__lbheartbeat__x",
                "/__lbheartbeat__/",
                "/__heartbeat__/x",
                "/__version__s",
                "/metrics/x"
            })
    void knowsNoOtherPath(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void ignoresAQuery() throws Exception {
        assertThat(get("/__lbheartbeat__?from=balancer").statusCode()).isEqualTo(200);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        request("/__lbheartbeat__")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void listensNoMoreOnceItIsClosed() {
        server.close();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get("/metrics"));
    }

    private Optional<String> hang() throws InterruptedException {
        released.await();
        return Optional.empty();
    }

    private static HealthCheck check(String name, Probe probe) {
        return new HealthCheck(name, probe);
    }

    private void restart(Duration patience, HealthCheck... checks) {
        server.close();
        server = start(patience, checks);
    }

    private ManagementServer start(Duration patience, HealthCheck... checks) {
        try {
            return ManagementServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    List.of(checks),
                    metrics,
                    patience);
        } catch (IOException e) {
            throw new AssertionError("a free port must be bindable", e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> getLater(String path) {
        return HTTP.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .timeout(LONG);
    }
}
