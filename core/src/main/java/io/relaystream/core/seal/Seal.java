package io.relaystream.core.seal;

import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a text was written by us for one purpose (HMAC-SHA-256, RFC 2104, cut short).
final class Seal {
    private final SecretKeySpec key;
    private final int length;

    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    /// @param purpose gives a key of its own, so that no mark passes for another one
    /// @param length of a mark in bytes
    Seal(String secret, String purpose, int length) {
        SecretKeySpec master = Hashes.key(secret.getBytes(StandardCharsets.UTF_8));
        byte[] ours = ("relaystream " + purpose).getBytes(StandardCharsets.UTF_8);
        this.key = Hashes.key(Hashes.hmac(master, ours));
        this.length = length;
    }

    byte[] of(byte[] content) {
        return Arrays.copyOf(Hashes.hmac(key, content), length);
    }

    /// Compares without telling by its duration how much is equal.
    boolean matches(byte[] content, byte[] mark) {
        return MessageDigest.isEqual(of(content), mark);
    }
}
