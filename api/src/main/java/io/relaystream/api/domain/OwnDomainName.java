package io.relaystream.api.domain;

import io.relaystream.core.address.EmailAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A domain that an owner brings along.
///
/// @param host in canonical form; more than one label, and no number as the last one
public record OwnDomainName(String host) {
    private static final Pattern SHAPE = Pattern.compile(".+\\.[a-z0-9-]*[a-z][a-z0-9-]*");

    public OwnDomainName {
        try {
            host = EmailAddress.host(host);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
        if (!SHAPE.matcher(host).matches()) {
            throw malformed(null);
        }
    }

    /// Whether it is a domain or below it.
    boolean isIn(String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static IllegalArgumentException malformed(@Nullable Exception cause) {
        return new IllegalArgumentException("must be a domain such as mail.example.com", cause);
    }
}
