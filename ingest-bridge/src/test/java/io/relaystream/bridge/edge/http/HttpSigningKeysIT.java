package io.relaystream.bridge.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.embedded.LocalSns;
import io.relaystream.platform.metrics.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fetches from a server on loopback that behaves as a certificate host must not.
@Timeout(20)
class HttpSigningKeysIT {
    @TempDir private Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HttpSigningKeys keys =
            new HttpSigningKeys(new Meters(metrics), InstantSource.system());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer host;
    private LocalSns sns;

    @BeforeEach
    void start() throws IOException {
        sns = LocalSns.in(directory);
        byte[] pem = Files.readAllBytes(sns.certificateFile());
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(threads);
        serve("/good.pem", 200, pem);
        serve("/gone.pem", 404, pem);
        serve("/broken.pem", 500, pem);
        serve("/page.pem", 200, "<html></html>".getBytes(StandardCharsets.UTF_8));
        serve("/empty.pem", 200, new byte[0]);
        serve("/long.pem", 200, Arrays.copyOf(pem, 16 * 1024 + 1));
        host.createContext(
                "/moved.pem",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/good.pem");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        host.createContext(
                "/slow.pem",
                exchange -> {
                    exchange.sendResponseHeaders(200, pem.length);
                    exchange.getResponseBody().write(pem, 0, 10);
                    exchange.getResponseBody().flush();
                    awaitEnd();
                    exchange.close();
                });
        host.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        keys.close();
        host.stop(0);
        threads.close();
    }

    @Test
    void findsACertificate() {
        assertThat(keys.fetch(url("good.pem"))).isEqualTo(new SigningKey.Found(sns.certificate()));
        assertThat(metrics.get("relay.sns.certificate").tag("outcome", "ok").timer().count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gone.pem",
                "broken.pem",
                "page.pem",
                "empty.pem",
                "long.pem",
                "moved.pem",
                "slow.pem"
            })
    void isUnavailableWhenTheHostDoesNotServeOne(String file) {
        assertThat(keys.fetch(url(file))).isEqualTo(new SigningKey.Unavailable());
        assertThat(metrics.get("relay.sns.certificate").tag("outcome", "failed").timer().count())
                .isEqualTo(1);
    }

    @Test
    void isUnavailableWhenNobodyListens() {
        URI url = url("good.pem");
        host.stop(0);

        assertThat(keys.fetch(url)).isEqualTo(new SigningKey.Unavailable());
    }

    @Test
    void neverFetchesFromAnotherHost() {
        assertThat(keys.find(url("good.pem").toString(), new TopicArn(LocalSns.TOPIC_ARN)))
                .isEqualTo(new SigningKey.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL));
        assertThat(metrics.find("relay.sns.certificate").timer()).isNull();
    }

    private void serve(String path, int status, byte[] body) {
        host.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url(String file) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(host.getAddress().getPort(), file));
    }
}
