package io.relaystream.core.address;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mailbox address in canonical form, so that equal mailboxes are equal values and equal Kafka
/// keys.
///
/// Canonical means: no surrounding space or angle brackets, NFC, lower case, no quotes around a
/// local part that does not need them, the domain as A-labels without a trailing dot (RFC 5321
/// section 4.1.2, RFC 5890). Local parts are compared without case, as every large provider does.
///
/// Addresses are personal data, so [#toString()] hides the local part; call [#value()] only where
/// the address leaves the process.
///
/// @param value the canonical text, at most 254 characters
public record EmailAddress(String value) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final Pattern DOT_ATOM =
            Pattern.compile(
                    "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\\\p{Cc}]|\\\\[ -~])+\"");
    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    public EmailAddress {
        value = canonical(value);
    }

    /// Reads an address that a stranger wrote.
    ///
    /// @return empty if the text is not one mailbox address
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The canonical form of a host: lower-case A-labels without a trailing dot.
    ///
    /// @throws IllegalArgumentException if the text is no host name
    public static String host(String text) {
        String host = text.strip();
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "Domain must be a host name, got %d characters".formatted(text.length()));
        }
        return host;
    }

    public String local() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "***@" + domain();
    }

    private static String canonical(String text) {
        String bare = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        int at = bare.lastIndexOf('@');
        if (at < 1) {
            throw malformed(text);
        }
        String address = local(bare.substring(0, at), text) + "@" + host(bare.substring(at + 1));
        if (address.length() > MAX_LENGTH) {
            throw malformed(text);
        }
        return address;
    }

    private static String local(String part, String text) {
        String local = part.toLowerCase(Locale.ROOT);
        if (QUOTED.matcher(local).matches()) {
            String unquoted = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
            local = DOT_ATOM.matcher(unquoted).matches() ? unquoted : local;
        } else if (!DOT_ATOM.matcher(local).matches()) {
            throw malformed(text);
        }
        if (local.length() > MAX_LOCAL_LENGTH) {
            throw malformed(text);
        }
        return local;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "Email address must look like local@domain, got %d characters"
                        .formatted(text.length()));
    }
}
