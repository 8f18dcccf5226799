package io.relaystream.bridge.edge.s3;

import io.relaystream.bridge.intake.Effect;
import io.relaystream.bridge.intake.ObjectStore;
import io.relaystream.bridge.ses.InlineContent;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Puts raw mails into S3, or what speaks its language. Gives up after 5 s: SNS repeats.
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(5);

    private final S3Client client;
    private final Meters meters;

    public S3ObjectStore(S3Config config, Meters meters) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(config.region()))
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
        config.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        config.credentials().ifPresent(builder::credentialsProvider);
        this.client = builder.build();
        this.meters = meters;
    }

    @Override
    public Effect put(InlineContent mail) {
        long start = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            client.putObject(
                    request -> request.bucket(mail.bucket()).key(mail.objectKey()),
                    RequestBody.fromBytes(mail.bytes()));
            outcome = CallOutcome.OK;
            return Effect.DONE;
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.ERROR.key(), e)
                    .log("Cannot store a mail; the sender has to repeat");
            return Effect.FAILED;
        } finally {
            meters.time(Metric.S3_PUT, Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
