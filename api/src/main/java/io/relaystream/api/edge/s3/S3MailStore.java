package io.relaystream.api.edge.s3;

import io.relaystream.api.mail.MailStore;
import io.relaystream.platform.log.LogKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Raw mails in S3, or in what speaks its language (path style).
///
/// The SDK's time limits end when the answer's header is there; from then on each read is bounded,
/// and whoever reads bounds the whole.
public final class S3MailStore implements MailStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3MailStore.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(10);

    private final S3Client client;

    /// Connects to nothing yet.
    ///
    /// @param connections most connections at once
    public S3MailStore(S3Config config, int connections) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(config.region()))
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(connections)
                                        .connectionTimeout(CONNECT)
                                        .connectionAcquisitionTimeout(ATTEMPT)
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
    }

    @Override
    public Opened open(String bucket, String key) {
        try {
            return new Opened.Found(
                    new S3Content(client.getObject(request -> request.bucket(bucket).key(key))));
        } catch (NoSuchKeyException e) {
            return new Opened.Missing();
        } catch (SdkException e) {
            LOG.atWarn().addKeyValue(LogKey.ERROR.key(), e).log("The object store did not answer");
            return new Opened.Unavailable();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
