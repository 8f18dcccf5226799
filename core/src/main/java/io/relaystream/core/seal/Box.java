package io.relaystream.core.seal;

import io.relaystream.core.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Hides a text from everybody who does not have its key: AES-256-GCM (NIST SP 800-38D). The nonce
/// is a keyed hash of text and owner, so that the same text gives the same bytes at every attempt
/// and two texts never share one.
final class Box {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec cipherKey;
    private final SecretKeySpec nonceKey;

    /// @param secret that nobody else has
    /// @param purpose gives keys of their own
    Box(byte[] secret, String purpose) {
        SecretKeySpec master = Hashes.key(secret);
        this.cipherKey = new SecretKeySpec(derived(master, purpose + " cipher"), "AES");
        this.nonceKey = Hashes.key(derived(master, purpose + " nonce"));
    }

    /// @param owner has to be known to open it
    byte[] close(String text, String owner) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] named = (owner + "\n" + text).getBytes(StandardCharsets.UTF_8);
        byte[] nonce = Arrays.copyOf(Hashes.hmac(nonceKey, named), NONCE_BYTES);
        try {
            byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
            System.arraycopy(hidden, 0, all, NONCE_BYTES, hidden.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + CIPHER, e);
        }
    }

    /// @return empty if it was not closed with this key and for this owner
    Optional<String> open(byte[] closed, String owner) {
        if (closed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(closed, NONCE_BYTES), owner);
            byte[] plain = cipher.doFinal(closed, NONCE_BYTES, closed.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException _) {
            // Forged, cut short, or closed for somebody else.
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derived(SecretKeySpec master, String purpose) {
        return Hashes.hmac(master, ("relaystream " + purpose).getBytes(StandardCharsets.UTF_8));
    }
}
