package io.relaystream.api.edge.s3;

import io.relaystream.platform.config.Env;
import io.relaystream.platform.config.Secret;
import io.relaystream.platform.config.Setting;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Where raw mails lie; each link names its bucket.
///
/// @param endpoint of a store that is not Amazon's; selects path style
/// @param accessKey the SDK's default chain of credentials is used if it is absent
/// @param secretKey there if and only if the access key is
public record S3Config(
        String region,
        Optional<URI> endpoint,
        Optional<Secret> accessKey,
        Optional<Secret> secretKey) {

    public S3Config {
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException(
                    "RELAY_S3_ACCESS_KEY and RELAY_S3_SECRET_KEY must be set together, got only one of them");
        }
    }

    public static S3Config from(Env env) {
        return new S3Config(
                env.text(Setting.AWS_REGION, "us-east-1"),
                env.optionalUri(Setting.S3_ENDPOINT),
                env.optionalSecret(Setting.S3_ACCESS_KEY),
                env.optionalSecret(Setting.S3_SECRET_KEY));
    }

    public Optional<AwsCredentialsProvider> credentials() {
        return accessKey.flatMap(
                access ->
                        secretKey.map(
                                secret ->
                                        StaticCredentialsProvider.create(
                                                AwsBasicCredentials.create(
                                                        access.value(), secret.value()))));
    }
}
