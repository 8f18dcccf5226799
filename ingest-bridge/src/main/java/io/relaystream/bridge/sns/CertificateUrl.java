package io.relaystream.bridge.sns;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where SNS serves the certificate of a topic. A message names the address, and a stranger may
/// have written the message, so the whole text must match: the host of the configured topic's
/// region (a pattern over any region would trust a bucket named `sns`), the path that SNS uses,
/// https, and nothing else.
public final class CertificateUrl {
    private static final String PATH = "/SimpleNotificationService-[0-9a-f]{32}\\.pem";

    private CertificateUrl() {}

    /// @param url what the message names
    /// @param topic the configured topic that the message claims to come from
    /// @return empty if nothing may be fetched from there
    public static Optional<URI> of(String url, TopicArn topic) {
        String host = "sns.%s.%s".formatted(topic.region(), topic.domain());
        boolean trusted = url.matches("https://" + Pattern.quote(host) + "(:443)?" + PATH);
        return trusted ? Optional.of(URI.create(url)) : Optional.empty();
    }
}
