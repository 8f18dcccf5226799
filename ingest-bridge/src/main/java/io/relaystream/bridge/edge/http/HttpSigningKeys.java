package io.relaystream.bridge.edge.http;

import io.relaystream.bridge.sns.CertificateUrl;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.bridge.sns.SigningKey;
import io.relaystream.bridge.sns.SigningKeys;
import io.relaystream.bridge.sns.TopicArn;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches signing certificates from SNS: only from where SNS serves those of the topic's region,
/// over TLS, following no redirect, within 2 s and 16 KiB. What fails there may heal, so it is
/// never a reason to refuse a message.
public final class HttpSigningKeys implements SigningKeys, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSigningKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 16 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final Meters meters;
    private final CertificateCache cache;

    public HttpSigningKeys(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.cache = new CertificateCache(this::fetch, clock);
    }

    @Override
    public SigningKey find(String url, TopicArn topic) {
        return CertificateUrl.of(url, topic)
                .map(cache::get)
                .orElseGet(() -> new SigningKey.Refused(RefusalReason.FOREIGN_CERTIFICATE_URL));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    SigningKey fetch(URI url) {
        long start = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            SigningKey found = new SigningKey.Found(certificate(get(url)));
            outcome = CallOutcome.OK;
            return found;
        } catch (ExecutionException | TimeoutException | IOException | CertificateException e) {
            return unavailable(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable(url, e);
        } finally {
            meters.time(
                    Metric.SNS_CERTIFICATE, Duration.ofNanos(System.nanoTime() - start), outcome);
        }
    }

    /// The request's own timeout ends with the headers, so the whole exchange has one.
    private byte[] get(URI url)
            throws ExecutionException, InterruptedException, TimeoutException, IOException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            HttpResponse<byte[]> answer = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("SNS must answer 200, got " + answer.statusCode());
            }
            return answer.body();
        } finally {
            exchange.cancel(true);
        }
    }

    private static X509Certificate certificate(byte[] pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem));
    }

    private static SigningKey unavailable(URI url, Exception cause) {
        LOG.atWarn()
                .addKeyValue(LogKey.ENDPOINT.key(), url)
                .addKeyValue(LogKey.ERROR.key(), cause)
                .log("Cannot fetch a signing certificate; SNS repeats the message");
        return new SigningKey.Unavailable();
    }
}
