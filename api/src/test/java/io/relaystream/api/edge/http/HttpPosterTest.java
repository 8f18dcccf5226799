package io.relaystream.api.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.relaystream.api.webhook.Hosts;
import io.relaystream.api.webhook.Network;
import io.relaystream.api.webhook.PostResult;
import io.relaystream.api.webhook.PostResult.Kind;
import io.relaystream.api.webhook.WebhookUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Posts to receivers that mean well and to such that do not. `hooks.example` is this machine.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(10)
class HttpPosterTest {
    private static final Hosts HERE = _ -> List.of(InetAddress.getLoopbackAddress());
    private static final UUID DELIVERY = UUID.randomUUID();

    /// What a request was, in words.
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final HttpPoster poster = new HttpPoster(HERE, new Network(true));

    HttpPosterTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterAll
    void close() {
        poster.close();
        server.stop(0);
    }

    @Test
    void postsWhatItIsGivenToTheHostByItsName() {
        PostResult result = post("/204");

        assertThat(result).isEqualTo(new PostResult(Kind.DELIVERED, 204));
        assertThat(requests)
                .contains(
                        "POST /204 hooks.example:%d application/json; charset=UTF-8 %s t=1,v1=00 {\"ä\":1}"
                                .formatted(server.getAddress().getPort(), DELIVERY));
    }

    @Test
    void followsNoRedirect() {
        assertThat(post("/302")).isEqualTo(new PostResult(Kind.STATUS, 302));
        assertThat(requests).noneMatch(request -> request.contains("/elsewhere"));
    }

    @Test
    void anyStatusButSuccessIsNone() {
        assertThat(post("/500")).isEqualTo(new PostResult(Kind.STATUS, 500));
        assertThat(post("/404")).isEqualTo(new PostResult(Kind.STATUS, 404));
    }

    /// Whatever the name server said when the webhook was made.
    @Test
    void connectsToNoAddressThatIsNotPublic() {
        try (HttpPoster production = new HttpPoster(HERE, new Network(false))) {
            for (String host : List.of("hooks.example", "127.0.0.1", "[::1]", "2130706433")) {
                PostResult result =
                        production.post(url(host, "/rebound"), DELIVERY, "t=1,v1=00", "{}");
                assertThat(result.kind()).isEqualTo(Kind.HOST_NOT_PUBLIC);
            }
        }
        assertThat(requests).noneMatch(request -> request.contains("/rebound"));
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        Hosts mixed =
                _ -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1"));
        try (HttpPoster production = new HttpPoster(mixed, new Network(false))) {
            assertThat(
                            production
                                    .post(url("hooks.example", "/"), DELIVERY, "t=1,v1=00", "{}")
                                    .kind())
                    .isEqualTo(Kind.HOST_NOT_PUBLIC);
        }
    }

    @Test
    void hostThatNobodyLooksUpInTimeIsNotCalledOne() {
        Hosts overloaded =
                _ -> {
                    throw new TimeoutException();
                };
        try (HttpPoster production = new HttpPoster(overloaded, new Network(false))) {
            assertThat(production.post(url("hooks.example", "/"), DELIVERY, "t=1,v1=00", "{}"))
                    .isEqualTo(new PostResult(Kind.HOST_NOT_LOOKED_UP, null));
        }
    }

    @Test
    void hostThatDoesNotListenIsUnreachable() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        PostResult result =
                poster.post(
                        new WebhookUrl("http://hooks.example:" + closed),
                        DELIVERY,
                        "t=1,v1=00",
                        "{}");

        assertThat(result).isEqualTo(new PostResult(Kind.UNREACHABLE, null));
    }

    @Test
    void hostWithoutEncryptionIsNoneOfHttps() throws Exception {
        assertThat(postToRaw("https", "HTTP/1.1 200 OK\r\n\r\n", "x").kind())
                .isEqualTo(Kind.TLS_FAILED);
    }

    @Test
    void endlessBodyIsNotRead() throws Exception {
        assertThat(postToRaw("http", "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(10_000)))
                .isEqualTo(new PostResult(Kind.DELIVERED, 200));
    }

    @Test
    void endlessHeaderIsCutOff() throws Exception {
        assertThat(postToRaw("http", "HTTP/1.1 200 OK\r\nX: ", "x".repeat(10_000)).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(postToRaw("http", "HTTP/1.1 200 OK\r\n", "X: x\r\n").kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    /// @param endless is sent until the connection breaks
    private PostResult postToRaw(String scheme, String begin, String endless) throws Exception {
        try (ServerSocket raw = new ServerSocket(0)) {
            Thread sender =
                    Thread.startVirtualThread(
                            () -> {
                                try (Socket socket = raw.accept();
                                        OutputStream out = socket.getOutputStream()) {
                                    out.write(begin.getBytes(UTF_8));
                                    while (!Thread.interrupted()) {
                                        out.write(endless.getBytes(UTF_8));
                                    }
                                } catch (IOException e) {
                                    // the poster has had enough
                                }
                            });
            PostResult result =
                    poster.post(
                            new WebhookUrl(scheme + "://hooks.example:" + raw.getLocalPort()),
                            DELIVERY,
                            "t=1,v1=00",
                            "{}");
            sender.join();
            return result;
        }
    }

    private PostResult post(String path) {
        return poster.post(url("hooks.example", path), DELIVERY, "t=1,v1=00", "{\"ä\":1}");
    }

    private WebhookUrl url(String host, String path) {
        return new WebhookUrl(
                "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path));
    }

    /// The path is the status; there is always somewhere to be redirected to.
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(
                    String.join(
                            " ",
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders().getFirst("Host"),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            exchange.getRequestHeaders().getFirst("Relaystream-Delivery"),
                            exchange.getRequestHeaders().getFirst("Relaystream-Signature"),
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
