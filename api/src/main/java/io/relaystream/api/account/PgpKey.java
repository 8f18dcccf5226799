package io.relaystream.api.account;

import org.jspecify.annotations.Nullable;

/// The OpenPGP public key that mail to an owner is encrypted to; it names the owner, so
/// [#toString()] hides it.
///
/// @param armor the key in ASCII armor; null for none
public record PgpKey(@Nullable String armor) {
    public static final PgpKey NONE = new PgpKey(null);

    private static final int MAX_LENGTH = 20_000;
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

    /// Takes what looks like a public key. Whether it is one that can be used is not asked.
    ///
    /// @param text ASCII armor (RFC 9580 section 6.2)
    /// @throws IllegalArgumentException if it is none, or too long
    public static PgpKey armored(String text) {
        String armor = text.strip();
        if (armor.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "must have at most %d characters, got %d"
                            .formatted(MAX_LENGTH, armor.length()));
        }
        if (!armor.startsWith(BEGIN)
                || !armor.endsWith(END)
                || armor.indexOf("-----BEGIN ", 1) >= 0
                || !armor.chars().allMatch(PgpKey::stands)) {
            throw new IllegalArgumentException(
                    "must be one OpenPGP public key in ASCII armor, from %s to %s"
                            .formatted(BEGIN, END));
        }
        return new PgpKey(armor);
    }

    @Override
    public String toString() {
        return armor == null ? "none" : "***";
    }

    /// Whether armor may hold this character.
    private static boolean stands(int character) {
        return (character >= ' ' && character <= '~')
                || character == '\n'
                || character == '\r'
                || character == '\t';
    }
}
