package io.relaystream.processor.dkim;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Keys that are made anew in every run.
public final class TestKeys {
    public static final String PEM = pem("RSA", 2048);

    /// Signs for `relay.localhost`.
    public static final DkimSigner SIGNER =
            new DkimSigner(DkimKey.parse(PEM), "key1", "relay.localhost");

    private TestKeys() {}

    static String pem(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder(64, lineEnd).encodeToString(key));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
