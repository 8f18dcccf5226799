package io.relaystream.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.HostName;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MetricsExportTest {

    @Test
    void showsWhatWasCountedAsPrometheusText() {
        try (MetricsExport metrics = new MetricsExport(config(Map.of()))) {
            metrics.meters().count(Metric.MAILS_FINISHED, Outcome.DROPPED, DropReason.SPAM);
            metrics.meters().time(Metric.S3_GET, Duration.ofMillis(30), CallOutcome.OK);

            assertThat(metrics.prometheus().scrape().lines())
                    .contains(
                            "# HELP relay_mails_finished_total " + Metric.MAILS_FINISHED.meaning(),
                            "relay_mails_finished_total{outcome=\"dropped\",reason=\"spam\"} 1.0",
                            "relay_s3_get_seconds_count{outcome=\"ok\"} 1")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
        }
    }

    @Test
    void gaugesKeepTheirName() {
        try (MetricsExport metrics = new MetricsExport(config(Map.of()))) {
            metrics.meters().gauge(Metric.ALIAS_TABLE_AGE, () -> 1.5);

            assertThat(metrics.prometheus().scrape().lines()).contains("relay_alias_table_age 1.5");
        }
    }

    @Test
    void influxBeingAwayDoesNoHarm() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        MetricsConfig config = config(Map.of("RELAY_INFLUX_URL", "http://127.0.0.1:" + closed));

        try (MetricsExport metrics = new MetricsExport(config)) {
            metrics.meters().count(Metric.DEAD_LETTERS);

            assertThat(metrics.prometheus().scrape()).contains("relay_dead_letters_total 1.0");
        } // closing writes a last time, and fails to
    }

    @Test
    void writesToInfluxWithTheNameOfTheInstance() throws Exception {
        // Given
        Queue<String> written = new ConcurrentLinkedQueue<>();
        HttpServer influx = influx(written);
        MetricsConfig config =
                config(
                        Map.of(
                                "RELAY_INFLUX_URL",
                                "http://127.0.0.1:" + influx.getAddress().getPort(),
                                "RELAY_INSTANCE",
                                "processor-2"));

        // When
        try (MetricsExport metrics = new MetricsExport(config)) {
            metrics.meters().count(Metric.DEAD_LETTERS);
        } // closing writes
        influx.stop(0);

        // Then
        assertThat(String.join("\n", written).lines())
                .anyMatch(
                        line ->
                                line.startsWith("relay_dead_letters,")
                                        && line.contains("instance=processor-2"));
    }

    @Test
    void theInstanceIsTheHostUnlessItIsNamed() {
        assertThat(config(Map.of()).instance()).isEqualTo(HostName.current());
    }

    private static HttpServer influx(Queue<String> written) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
                        InputStream raw = exchange.getRequestBody();
                        InputStream body = "gzip".equals(encoding) ? new GZIPInputStream(raw) : raw;
                        written.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        server.start();
        return server;
    }

    private static MetricsConfig config(Map<String, String> variables) {
        return Env.load(variables, MetricsConfig::from);
    }
}
