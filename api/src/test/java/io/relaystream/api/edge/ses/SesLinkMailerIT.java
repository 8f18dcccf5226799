package io.relaystream.api.edge.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.relaystream.api.identity.Letter;
import io.relaystream.core.address.EmailAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class SesLinkMailerIT {
    private static final Letter LETTER =
            new Letter(new EmailAddress("canary@home.example"), "Hello", "Grüße\n");
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer ses = server();
    private volatile int status = 200;

    @AfterEach
    void close() {
        ses.stop(0);
    }

    @Test
    void letterIsHandedOver() throws Exception {
        try (SesLinkMailer mailer = mailer()) {
            mailer.send(LETTER);
        }

        JsonNode request = new JsonMapper().readTree(asked.getFirst());
        assertThat(request.path("FromEmailAddress").asText())
                .isEqualTo("Relaystream <noreply@relay.example>");
        assertThat(request.path("Destination").path("ToAddresses").toString())
                .isEqualTo("[\"canary@home.example\"]");
        JsonNode simple = request.path("Content").path("Simple");
        assertThat(simple.path("Subject").path("Data").asText()).isEqualTo("Hello");
        assertThat(simple.path("Body").path("Text").path("Data").asText()).isEqualTo("Grüße\n");
    }

    @Test
    void refusalIsNotRepeatedAndTellsNoAddress() {
        status = 400;
        try (SesLinkMailer mailer = mailer()) {
            assertThatThrownBy(() -> mailer.send(LETTER))
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("canary");
        }
        assertThat(asked).hasSize(1);
    }

    private SesLinkMailer mailer() {
        return new SesLinkMailer(
                "us-east-1",
                Optional.of(URI.create("http://127.0.0.1:" + ses.getAddress().getPort())),
                Optional.of(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("key", "secret"))),
                "relay.example");
    }

    private HttpServer server() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            server.createContext(
                    "/v2/email/outbound-emails",
                    exchange -> {
                        asked.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        byte[] body =
                                "{\"MessageId\":\"1\",\"message\":\"canary@home.example\"}"
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
