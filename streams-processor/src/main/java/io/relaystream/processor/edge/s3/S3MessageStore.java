package io.relaystream.processor.edge.s3;

import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.service.HealthCheck;
import io.relaystream.processor.delivery.MessageStore;
import io.relaystream.processor.edge.aws.AwsEndpoint;
import io.relaystream.processor.edge.spool.Spool;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Raw mails in S3, or in what speaks its language (path style).
///
/// The SDK's time limits end when the answer's header is there; [S3Content] bounds the body. A
/// missing bucket and a refusal count as unavailable: the mail may well be there, and whoever broke
/// the set-up can mend it.
public final class S3MessageStore implements MessageStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3MessageStore.class);
    private static final int ATTEMPTS = 3;

    private final S3Client client;
    private final Spool spool;
    private final Timing timing;

    /// How long things may take.
    ///
    /// @param connect until a connection is there
    /// @param attempt until the answer to one request begins, and until the next bytes come
    /// @param call until the answer begins, repetitions included
    /// @param body for answer and body together, until no more of the body is asked for
    record Timing(Duration connect, Duration attempt, Duration call, Duration body) {
        /// That a body is late is noticed between two reads: `body` and the last `attempt` to read
        /// are [MessageStore#LIMIT] together.
        static final Timing USUAL =
                new Timing(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        LIMIT,
                        LIMIT.minus(Duration.ofSeconds(5)));
    }

    /// @param spool takes mails that are too large for the memory
    /// @param connections most connections at once; as many as there are deliveries at once
    public S3MessageStore(AwsEndpoint endpoint, Spool spool, int connections) {
        this(endpoint, spool, connections, Timing.USUAL);
    }

    S3MessageStore(AwsEndpoint endpoint, Spool spool, int connections, Timing timing) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(endpoint.region()))
                        .credentialsProvider(endpoint.credentials())
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(connections)
                                        .connectionTimeout(timing.connect())
                                        .connectionAcquisitionTimeout(timing.attempt())
                                        .socketTimeout(timing.attempt()))
                        .overrideConfiguration(
                                calls ->
                                        calls.apiCallTimeout(timing.call())
                                                .apiCallAttemptTimeout(timing.attempt())
                                                .retryStrategy(
                                                        DefaultRetryStrategy
                                                                .standardStrategyBuilder()
                                                                .maxAttempts(ATTEMPTS)
                                                                .build()));
        endpoint.uri().ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        this.client = builder.build();
        this.spool = spool;
        this.timing = timing;
    }

    @Override
    public Opened open(String bucket, String key) {
        long begun = System.nanoTime();
        try {
            ResponseInputStream<GetObjectResponse> answer =
                    client.getObject(request -> request.bucket(bucket).key(key));
            Duration left = timing.body().minusNanos(System.nanoTime() - begun);
            return new Opened.Found(new S3Content(answer, spool, left));
        } catch (NoSuchKeyException e) {
            return new Opened.Missing();
        } catch (SdkException e) {
            LOG.atWarn().addKeyValue(LogKey.ERROR.key(), e).log("The object store did not answer");
            return new Opened.Unavailable();
        }
    }

    /// Asks for an object that does not exist: the answer that it is missing says that all is well.
    public HealthCheck health(String bucket) {
        return new HealthCheck(
                "storage",
                () ->
                        switch (open(bucket, "relaystream-health-check")) {
                            case Opened.Missing _ -> Optional.empty();
                            case Opened.Found(Content content) -> {
                                content.close();
                                yield Optional.empty();
                            }
                            case Opened.Unavailable _ ->
                                    Optional.of(
                                            "the bucket %s cannot be read: check RELAY_S3_*"
                                                    .formatted(bucket));
                        });
    }

    @Override
    public void close() {
        client.close();
    }
}
