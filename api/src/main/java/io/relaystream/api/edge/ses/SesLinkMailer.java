package io.relaystream.api.edge.ses;

import io.relaystream.api.identity.Letter;
import io.relaystream.api.identity.LinkMailer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/// Sends by SES v2 `SendEmail`.
public final class SesLinkMailer implements LinkMailer, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 4;

    private final SesV2Client client;
    private final String from;

    /// Connects to nothing yet.
    ///
    /// @param endpoint if it is not Amazon's
    /// @param credentials the SDK's default chain is asked if empty
    /// @param aliasDomain whose `noreply` letters come from
    public SesLinkMailer(
            String region,
            Optional<URI> endpoint,
            Optional<AwsCredentialsProvider> credentials,
            String aliasDomain) {
        SesV2ClientBuilder builder =
                SesV2Client.builder()
                        .region(Region.of(region))
                        .httpClientBuilder(
                                Apache5HttpClient.builder()
                                        .maxConnections(CONNECTIONS)
                                        .connectionTimeout(TIMEOUT)
                                        .socketTimeout(TIMEOUT))
                        .overrideConfiguration(
                                calls ->
                                        calls.apiCallTimeout(TIMEOUT)
                                                .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        endpoint.ifPresent(builder::endpointOverride);
        credentials.ifPresent(builder::credentialsProvider);
        this.client = builder.build();
        this.from = "Relaystream <noreply@" + aliasDomain + ">";
    }

    @Override
    public void send(Letter letter) throws IOException {
        try {
            client.sendEmail(
                    SendEmailRequest.builder()
                            .fromEmailAddress(from)
                            .destination(to -> to.toAddresses(letter.to().value()))
                            .content(
                                    content ->
                                            content.simple(
                                                    simple ->
                                                            simple.subject(text(letter.subject()))
                                                                    .body(
                                                                            body ->
                                                                                    body.text(
                                                                                            text(
                                                                                                    letter
                                                                                                            .text())))))
                            .build());
        } catch (SdkException e) {
            // Not its message: SES quotes addresses in it.
            throw new IOException("SES did not take a letter: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Content text(String data) {
        return Content.builder().data(data).charset(StandardCharsets.UTF_8.name()).build();
    }
}
