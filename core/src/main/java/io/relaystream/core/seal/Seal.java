package io.relaystream.core.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a text was written by us for one purpose (HMAC-SHA-256, RFC 2104, cut short).
final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;
    private final int length;

    /// @param secret the operator's (`RELAY_PSEUDONYM_KEY`)
    /// @param purpose gives a key of its own, so that no mark passes for another one
    /// @param length of a mark in bytes
    Seal(String secret, String purpose, int length) {
        SecretKeySpec master = key(secret.getBytes(StandardCharsets.UTF_8));
        this.key = key(mac(master, ("relaystream " + purpose).getBytes(StandardCharsets.UTF_8)));
        this.length = length;
    }

    byte[] of(byte[] content) {
        return Arrays.copyOf(mac(key, content), length);
    }

    /// Compares without telling by its duration how much is equal.
    boolean matches(byte[] content, byte[] mark) {
        return MessageDigest.isEqual(of(content), mark);
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }
}
