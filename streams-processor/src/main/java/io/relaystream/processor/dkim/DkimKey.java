package io.relaystream.processor.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The operator's private key: RSA, as every receiver knows that, and 2048 bits or more (RFC 8301).
/// It is never shown.
public final class DkimKey {
    private static final int MIN_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private final RSAPrivateCrtKey key;

    private DkimKey(RSAPrivateCrtKey key) {
        this.key = key;
    }

    /// @param pem `BEGIN PRIVATE KEY` (PKCS#8)
    /// @throws IllegalArgumentException if it is something else, saying what
    public static DkimKey parse(String pem) {
        Matcher found = PEM.matcher(pem);
        String label = found.find() ? found.group(1) : "nothing of that kind";
        if (!label.equals("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "Key must be PKCS#8 in PEM (BEGIN PRIVATE KEY), got %s: convert it by 'openssl pkcs8 -topk8 -nocrypt'"
                            .formatted(label));
        }
        RSAPrivateCrtKey key = rsa(found.group(2));
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new IllegalArgumentException(
                    "Key must have at least %d bits, got %d"
                            .formatted(MIN_BITS, key.getModulus().bitLength()));
        }
        return new DkimKey(key);
    }

    /// By `rsa-sha256`. The same text gives the same signature.
    ///
    /// @param text each character is one byte
    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.ISO_8859_1));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was read must be able to sign", e);
        }
    }

    /// What receivers check signatures with, in Base64.
    String publicKey() {
        try {
            var open = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return Base64.getEncoder()
                    .encodeToString(
                            KeyFactory.getInstance("RSA").generatePublic(open).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A private key must tell its public key", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }

    private static RSAPrivateCrtKey rsa(String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            PrivateKey key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (key instanceof RSAPrivateCrtKey whole) {
                return whole;
            }
        } catch (InvalidKeySpecException | IllegalArgumentException _) {
            // reported below, like a key that does not tell its public key
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has RSA", e);
        }
        throw new IllegalArgumentException("Key must be a whole RSA key, got something else");
    }
}
