package io.relaystream.processor.edge.aws;

import io.relaystream.platform.config.Secret;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// One service of Amazon's, or what stands in for it.
///
/// @param uri if it is not Amazon's
/// @param accessKey the SDK's default chain of credentials is asked if it is absent
/// @param secretKey there if and only if the access key is
public record AwsEndpoint(
        String region, Optional<URI> uri, Optional<Secret> accessKey, Optional<Secret> secretKey) {

    /// The same provider for all calls of a client: it keeps what it was given.
    public AwsCredentialsProvider credentials() {
        return accessKey
                .<AwsCredentialsProvider>flatMap(
                        access -> secretKey.map(secret -> fixed(access, secret)))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static AwsCredentialsProvider fixed(Secret access, Secret secret) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(access.value(), secret.value()));
    }
}
