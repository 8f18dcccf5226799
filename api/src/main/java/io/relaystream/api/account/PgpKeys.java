package io.relaystream.api.account;

/// Reads the key that an owner gives. Pure: the same text always gives the same answer.
@FunctionalInterface
public interface PgpKeys {
    /// Takes whatever looks like a key.
    PgpKeys ARMORED = PgpKey::armored;

    /// @param text as the owner gave it
    /// @throws IllegalArgumentException if no mail can be encrypted to it; its message says what
    ///   the field must be
    PgpKey read(String text);
}
