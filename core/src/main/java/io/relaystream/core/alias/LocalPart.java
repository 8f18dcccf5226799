package io.relaystream.core.alias;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands before the `@` of an alias.
///
/// @param value 1 to 63 of `a-z 0-9 . -`, beginning and ending with a letter or digit, without two
///   dots in a row
public record LocalPart(String value) {
    private static final Pattern SHAPE =
            Pattern.compile("(?!.*\\.\\.)[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

    /// Names that a stranger must not get, because mail servers, certificate authorities and people
    /// trust them (RFC 2142; CA/Browser Forum Baseline Requirements section 3.2.2.4.4), and those
    /// that our own mail uses.
    private static final Set<String> RESERVED =
            Set.of(
                    "abuse",
                    "admin",
                    "administrator",
                    "bounce",
                    "bounces",
                    "dmarc",
                    "ftp",
                    "hostmaster",
                    "mailer-daemon",
                    "news",
                    "no-reply",
                    "noc",
                    "noreply",
                    "postmaster",
                    "replies",
                    "reply",
                    "root",
                    "security",
                    "ssl-admin",
                    "ssladmin",
                    "ssladministrator",
                    "sslwebmaster",
                    "support",
                    "sysadmin",
                    "tls-reports",
                    "usenet",
                    "uucp",
                    "webmaster",
                    "www");

    /// @return empty if the text cannot stand before the `@` of an alias
    public static Optional<LocalPart> parse(String text) {
        try {
            return Optional.of(new LocalPart(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public LocalPart {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 63 of a-z, 0-9, dot and hyphen, with a letter or digit at both ends and no two dots in a row");
        }
    }

    public boolean reserved() {
        return RESERVED.contains(value);
    }

    /// Whether it is, or holds, a word that we do not want to stand in our name.
    public boolean offensive() {
        return OffensiveWords.areIn(value);
    }

    /// Hidden, like the local part of every address.
    @Override
    public String toString() {
        return "***";
    }
}
