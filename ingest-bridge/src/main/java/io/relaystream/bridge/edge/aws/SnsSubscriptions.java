package io.relaystream.bridge.edge.aws;

import io.relaystream.bridge.intake.Effect;
import io.relaystream.bridge.intake.Subscriptions;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.platform.log.LogKey;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;

/// Confirms subscriptions through the SNS API. The URL that a message offers for it is never
/// fetched: who could make us fetch it could make us fetch anything.
///
/// @param endpoint where the API is if it is not Amazon's
public record SnsSubscriptions(Optional<URI> endpoint) implements Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(SnsSubscriptions.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);

    @Override
    public Effect confirm(TopicArn topic, String token) {
        // Once in the life of a subscription, so there is no client to keep.
        try (SnsClient client = client(topic)) {
            client.confirmSubscription(
                    request ->
                            request.topicArn(topic.value())
                                    .token(token)
                                    // Else whoever sees a notification can end the subscription.
                                    .authenticateOnUnsubscribe("true"));
            LOG.atInfo()
                    .addKeyValue(LogKey.TOPIC.key(), topic.value())
                    .log("A topic sends to us from now on");
            return Effect.DONE;
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.TOPIC.key(), topic.value())
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("Cannot confirm a subscription; SNS asks again");
            return Effect.FAILED;
        }
    }

    private SnsClient client(TopicArn topic) {
        SnsClientBuilder builder =
                SnsClient.builder()
                        .region(Region.of(topic.region()))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(ATTEMPT)
                                        .socketTimeout(ATTEMPT))
                        .overrideConfiguration(
                                calls ->
                                        calls.apiCallTimeout(CALL)
                                                .apiCallAttemptTimeout(ATTEMPT)
                                                .retryStrategy(
                                                        DefaultRetryStrategy
                                                                .standardStrategyBuilder()
                                                                .maxAttempts(2)
                                                                .build()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
