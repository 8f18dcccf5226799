package io.relaystream.standalone.edge;

import io.relaystream.embedded.LocalSns;
import io.relaystream.embedded.SesMail;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts mail into the system the way Amazon does: the object into S3, then a signed notification
/// over HTTP, again after a refusal that may heal.
public final class SesGate implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 5;
    private static final String TEST_MESSAGE =
            "Successfully validated SNS topic for Amazon SES event publishing.";

    private final S3Client s3;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final LocalSns sns;
    private final Place place;

    /// Where the system is.
    ///
    /// @param snsDir holds the key that notifications are signed with
    public record Place(
            URI bridge, URI s3, String bucket, String accessKey, String secretKey, Path snsDir) {}

    public SesGate(Place place) {
        this.place = place;
        this.sns = LocalSns.in(place.snsDir());
        this.s3 =
                S3Client.builder()
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .connectionTimeout(TIMEOUT)
                                        .socketTimeout(TIMEOUT))
                        .endpointOverride(place.s3())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                place.accessKey(), place.secretKey())))
                        .build();
    }

    /// @throws IOException if it was not accepted; the message says why
    public void deliver(SesMail mail) throws IOException, InterruptedException {
        String key = "emails/" + mail.messageId();
        try {
            s3.putObject(
                    request -> request.bucket(place.bucket()).key(key),
                    RequestBody.fromBytes(mail.bytes()));
        } catch (SdkException e) {
            throw new IOException(
                    "S3 at %s must take the mail: is the system running?".formatted(place.s3()), e);
        }
        publish(mail.storedAt(place.bucket(), key));
    }

    /// Posts what SES published, signed as a notification: such as a report about a mail that it
    /// sent.
    ///
    /// @param message JSON
    /// @throws IOException if it was not accepted; the message says why
    public void publish(String message) throws IOException, InterruptedException {
        post(sns.notification(message, Instant.now()));
    }

    /// Posts the message by which Amazon tests a topic, signed like every other: the bridge must
    /// take it, and no mail comes of it.
    ///
    /// @throws IOException if it was not accepted; the message says why
    public void knock() throws IOException, InterruptedException {
        publish(TEST_MESSAGE);
    }

    @Override
    public void close() {
        s3.close();
        http.close();
    }

    private void post(String notification) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String refusal = refusal(notification);
            if (refusal.isEmpty()) {
                return;
            }
            if (attempt == TRIES) {
                throw new IOException("the bridge must accept the notification, got " + refusal);
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    /// @return empty if it was accepted
    private String refusal(String notification) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(place.bridge())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "text/plain; charset=UTF-8")
                        .header("x-amz-sns-message-type", "Notification")
                        .POST(HttpRequest.BodyPublishers.ofString(notification))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> "";
                case 503 -> "503 " + response.body();
                default ->
                        throw new IOException(
                                "the bridge must accept the notification, got %d %s"
                                        .formatted(response.statusCode(), response.body()));
            };
        } catch (ConnectException e) {
            return "no connection to %s: is the system running?".formatted(place.bridge());
        }
    }
}
