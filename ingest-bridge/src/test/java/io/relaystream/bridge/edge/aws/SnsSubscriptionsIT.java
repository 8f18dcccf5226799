package io.relaystream.bridge.edge.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.relaystream.bridge.intake.Effect;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.embedded.LocalSns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Speaks to a server on loopback in the protocol of the SNS API.
@Timeout(30)
class SnsSubscriptionsIT {
    private static final TopicArn TOPIC = new TopicArn(LocalSns.TOPIC_ARN);
    private static final String CONFIRMED =
            """
            <ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <ConfirmSubscriptionResult><SubscriptionArn>arn:x</SubscriptionArn></ConfirmSubscriptionResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </ConfirmSubscriptionResponse>
            """;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int status = 200;
    private HttpServer api;

    @BeforeEach
    void start() throws IOException {
        // The SDK signs its request, so it needs some credentials to do so.
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        requests.add(
                                URLDecoder.decode(
                                        new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8),
                                        StandardCharsets.UTF_8));
                        byte[] body = CONFIRMED.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        api.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        api.stop(0);
    }

    @Test
    void confirmsWithTopicAndToken() {
        assertThat(subscriptions().confirm(TOPIC, "token-1")).isEqualTo(Effect.DONE);
        assertThat(requests)
                .singleElement()
                .asString()
                .contains(
                        "Action=ConfirmSubscription",
                        "TopicArn=" + LocalSns.TOPIC_ARN,
                        "Token=token-1",
                        "AuthenticateOnUnsubscribe=true");
    }

    @Test
    void failsAfterTwoAttempts() {
        status = 500;

        assertThat(subscriptions().confirm(TOPIC, "token-1")).isEqualTo(Effect.FAILED);
        assertThat(requests).hasSize(2);
    }

    @Test
    void failsWhenNobodyListens() {
        SnsSubscriptions subscriptions = subscriptions();
        api.stop(0);

        assertThat(subscriptions.confirm(TOPIC, "token-1")).isEqualTo(Effect.FAILED);
    }

    private SnsSubscriptions subscriptions() {
        return new SnsSubscriptions(
                Optional.of(URI.create("http://127.0.0.1:" + api.getAddress().getPort())));
    }
}
