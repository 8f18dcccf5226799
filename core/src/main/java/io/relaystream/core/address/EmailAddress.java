package io.relaystream.core.address;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mailbox address in canonical form, so that equal mailboxes are equal values and equal Kafka
/// keys.
///
/// Canonical means: no surrounding space or angle brackets, lower case, NFC, no quotes around a
/// local part that does not need them, the domain as A-labels without a trailing dot (RFC 5321
/// section 4.1.2, RFC 5890). Local parts are compared without case, as every large provider does.
///
/// Stricter than RFC 5321: quotes may excuse misplaced dots, as in `"a..b"@example.com`, but never
/// a space, `@`, bracket, backslash or control character. So a value can be put into a header, a
/// command or a key as it is.
///
/// Addresses are personal data, so [#toString()] hides the local part; call [#value()] only where
/// the address leaves the process.
///
/// @param value the canonical text, at most 254 characters
public record EmailAddress(String value) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final int MAX_HOST_LENGTH = 253;

    /// Longer text is refused before it is looked at: the canonical form is hardly ever shorter.
    private static final int MAX_INPUT = 4 * MAX_LENGTH;

    private static final String ATEXT = "\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-";
    private static final String ATOM = "[" + ATEXT + "]+";
    private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED = Pattern.compile("\"[." + ATEXT + "]+\"");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /// Letters that IDNA 2003, which is what the JDK knows, maps to others while IDNA 2008 (RFC
    /// 5894 section 7.2) keeps them: `straße.example` could end up at somebody else's domain.
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[\\x{df}\\x{1e9e}\\x{3c2}\\x{200c}\\x{200d}]");

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
        return aLabels(text.strip());
    }

    public String local() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /// Whether this is its domain.
    ///
    /// @param host in canonical form
    public boolean isAt(String host) {
        int at = value.length() - host.length() - 1;
        return at > 0 && value.charAt(at) == '@' && value.endsWith(host);
    }

    /// The mailbox that this address leads to: without the first `+` of the local part and what
    /// stands behind it, which is the sender's or the owner's remark (RFC 5233). A quoted local
    /// part has no such remark, nor has one in which no name stands before the `+`: it begins with
    /// it, or a dot is left.
    public EmailAddress withoutTag() {
        int plus = plus();
        return plus < 0 ? this : new EmailAddress(value.substring(0, plus) + "@" + domain());
    }

    /// What stands behind the first `+` of the local part; empty if there is no `+`.
    public Optional<String> tag() {
        int plus = plus();
        return plus < 0 ? Optional.empty() : Optional.of(local().substring(plus + 1));
    }

    /// @return index of the `+` before the tag; -1 if there is none
    private int plus() {
        int plus = value.indexOf('+');
        boolean tagged =
                plus > 0
                        && plus < value.lastIndexOf('@')
                        && value.charAt(0) != '"'
                        && value.charAt(plus - 1) != '.';
        return tagged ? plus : -1;
    }

    @Override
    public String toString() {
        return "***@" + domain();
    }

    private static String canonical(String text) {
        String bare = text.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        int at = bare.lastIndexOf('@');
        if (at < 1 || bare.length() > MAX_INPUT) {
            throw malformed(text);
        }
        String address = local(bare.substring(0, at), text) + "@" + aLabels(bare.substring(at + 1));
        if (address.length() > MAX_LENGTH) {
            throw malformed(text);
        }
        return address;
    }

    private static String local(String part, String text) {
        // Lower case first: it can bring combining marks out of their order.
        String local = Normalizer.normalize(part.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        if (QUOTED.matcher(local).matches()) {
            String unquoted = local.substring(1, local.length() - 1);
            local = DOT_ATOM.matcher(unquoted).matches() ? unquoted : local;
        } else if (!DOT_ATOM.matcher(local).matches()) {
            throw malformed(text);
        }
        if (local.length() > MAX_LOCAL_LENGTH) {
            throw malformed(text);
        }
        return local;
    }

    private static String aLabels(String text) {
        if (text.length() > MAX_INPUT || AMBIGUOUS.matcher(text).find()) {
            throw noHost(text);
        }
        String host;
        try {
            host = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw noHost(text);
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.length() > MAX_HOST_LENGTH || !HOST.matcher(host).matches()) {
            throw noHost(text);
        }
        return host;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "Email address must look like local@domain, got %d characters"
                        .formatted(text.length()));
    }

    private static IllegalArgumentException noHost(String text) {
        return new IllegalArgumentException(
                "Domain must be a host name, got %d characters".formatted(text.length()));
    }
}
