package io.relaystream.api.account;

import java.time.InstantSource;

/// Reads the key that an owner gives.
@FunctionalInterface
public interface PgpKeys {
    /// Takes a key that mail can be encrypted to now. It may expire later: workers look again.
    static PgpKeys usable(InstantSource clock) {
        return text -> {
            io.relaystream.pgp.PgpKey.check(text, clock.instant()).ifPresent(PgpKeys::refuse);
            return PgpKey.armored(text);
        };
    }

    /// @param text as the owner gave it
    /// @throws IllegalArgumentException if no mail can be encrypted to it; its message says what
    ///   the field must be
    PgpKey read(String text);

    private static void refuse(String problem) {
        throw new IllegalArgumentException(problem);
    }
}
