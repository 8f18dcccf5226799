package io.relaystream.api.domain;

import io.relaystream.core.alias.LocalPart;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands before our alias domain in the subdomain of an account.
///
/// @param value a host label: 1 to 63 of `a-z 0-9 -`, with a letter or digit at both ends, and no
///   two hyphens as third and fourth character, which mark a name in another script (RFC 5891
///   section 4.2.3.1)
public record SubdomainName(String value) {
    private static final Pattern SHAPE =
            Pattern.compile("(?!..--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /// Hosts that people and programs look for in a domain, beyond the names of reserved mailboxes.
    private static final Set<String> RESERVED =
            Set.of(
                    "api",
                    "app",
                    "autoconfig",
                    "autodiscover",
                    "blog",
                    "cdn",
                    "dashboard",
                    "dns",
                    "docs",
                    "email",
                    "help",
                    "imap",
                    "login",
                    "mail",
                    "mta-sts",
                    "mx",
                    "ns",
                    "ns1",
                    "ns2",
                    "pop",
                    "pop3",
                    "relay",
                    "smtp",
                    "static",
                    "status",
                    "webmail",
                    "wpad");

    public SubdomainName {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 63 of a-z, 0-9 and hyphen, with a letter or digit at both ends and no two hyphens as third and fourth character");
        }
    }

    /// Whether a stranger must not get it.
    public boolean reserved() {
        return RESERVED.contains(value) || asLocalPart().reserved();
    }

    public boolean offensive() {
        return asLocalPart().offensive();
    }

    private LocalPart asLocalPart() {
        return new LocalPart(value);
    }
}
