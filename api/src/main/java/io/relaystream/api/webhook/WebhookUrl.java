package io.relaystream.api.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where to post. It may hold a secret of the receiver, so [#toString()] hides it.
///
/// @param value an absolute URL of http or https with a host, and without user or fragment
public record WebhookUrl(String value) {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_PORT = 65_535;

    public WebhookUrl {
        if (value.length() > MAX_LENGTH || parse(value).filter(WebhookUrl::usable).isEmpty()) {
            throw new IllegalArgumentException(
                    "must be a URL such as https://hooks.example/path with at most %d characters, without a user and a #fragment"
                            .formatted(MAX_LENGTH));
        }
    }

    public URI uri() {
        return URI.create(value);
    }

    /// Without the brackets that a URL puts around an IPv6 address.
    public String host() {
        return uri().getHost().replaceAll("[\\[\\]]", "");
    }

    /// Whether nothing keeps others on the way from reading what is posted.
    public boolean plain() {
        return "http".equalsIgnoreCase(uri().getScheme());
    }

    @Override
    public String toString() {
        return "***";
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean usable(URI url) {
        boolean web =
                "https".equalsIgnoreCase(url.getScheme())
                        || "http".equalsIgnoreCase(url.getScheme());
        return web
                && url.getHost() != null
                && url.getPort() <= MAX_PORT
                && url.getPort() != 0
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && url.toString().chars().allMatch(c -> c < 128);
    }
}
