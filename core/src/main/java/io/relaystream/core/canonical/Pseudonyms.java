package io.relaystream.core.canonical;

import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/// Turns ids of people's things into keyed hashes, so that records can be joined by whoever holds
/// the key and tell nothing to anybody else (HMAC-SHA-256, RFC 2104, cut to 128 bits).
public final class Pseudonyms {
    private static final int BYTES = 16;
    private final SecretKeySpec key;

    /// @param key the operator's secret (`RELAY_PSEUDONYM_KEY`)
    /// @throws IllegalArgumentException if the key is shorter than 16 characters
    public Pseudonyms(String key) {
        if (key.length() < BYTES) {
            throw new IllegalArgumentException(
                    "RELAY_PSEUDONYM_KEY must have at least 16 characters, got " + key.length());
        }
        this.key = Hashes.key(key.getBytes(StandardCharsets.UTF_8));
    }

    /// @return 32 hexadecimal digits
    public String of(String id) {
        byte[] hash = Hashes.hmac(key, id.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
