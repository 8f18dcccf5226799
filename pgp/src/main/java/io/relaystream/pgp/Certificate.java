package io.relaystream.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/// What a text says that is to be a key in armour.
sealed interface Certificate {
    String UNREADABLE = "must be a whole OpenPGP public key: this one cannot be read";

    String COSTLY =
            "must be of a usual size: to check the signatures of this one would take too long";

    /// RSA as large as programs make it; most have 4096, and an exponent of 17 bits.
    int MAX_RSA_BITS = 8192;

    int MAX_RSA_EXPONENT_BITS = 32;

    /// The largest of FIPS 186-4.
    int MAX_DSA_BITS = 3072;

    int MAX_DSA_ORDER_BITS = 256;

    /// A key with its subkeys, user ids and signatures, none of which is checked yet.
    record Read(OpenPGPCertificate owner) implements Certificate {}

    /// @param problem what must hold
    record Unread(String problem) implements Certificate {}

    Pattern SECRET = Pattern.compile("-----BEGIN PGP (PRIVATE|SECRET) KEY BLOCK-----");

    Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
                    Pattern.DOTALL);

    static Certificate read(String armour) {
        if (armour.length() > PgpKey.MAX_LENGTH) {
            return new Unread(
                    "must have at most %d characters, got %d"
                            .formatted(PgpKey.MAX_LENGTH, armour.length()));
        }
        if (SECRET.matcher(armour).find()) {
            return secret();
        }
        Matcher block = BLOCK.matcher(armour);
        if (!block.find()) {
            return new Unread(
                    "must be an OpenPGP public key, from BEGIN PGP PUBLIC KEY BLOCK to END PGP PUBLIC KEY BLOCK");
        }
        try {
            return first(decoded(block.group().indent(-PgpKey.MAX_LENGTH)));
        } catch (IOException | RuntimeException _) {
            return new Unread(UNREADABLE);
        }
    }

    private static Certificate first(byte[] packets) throws IOException {
        PGPObjectFactory objects = new BcPGPObjectFactory(packets);
        return switch (objects.nextObject()) {
            case PGPPublicKeyRing ring ->
                    StreamSupport.stream(ring.spliterator(), false).anyMatch(Certificate::costly)
                            ? new Unread(COSTLY)
                            : new Read(
                                    new OpenPGPCertificate(
                                            ring,
                                            new BcOpenPGPImplementation(),
                                            new OpenPGPDefaultPolicy()));
            case PGPSecretKeyRing _ -> secret();
            case null, default -> new Unread(UNREADABLE);
        };
    }

    /// Every signature in the text is checked with such a key, and there may be hundreds, none of
    /// which needs to be a true one: with numbers as long as the text allows, that takes seconds
    /// for each.
    private static boolean costly(PGPPublicKey key) {
        return switch (key.getPublicKeyPacket().getKey()) {
            case RSAPublicBCPGKey rsa ->
                    rsa.getModulus().bitLength() > MAX_RSA_BITS
                            || rsa.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS;
            case DSAPublicBCPGKey dsa ->
                    dsa.getP().bitLength() > MAX_DSA_BITS
                            || dsa.getQ().bitLength() > MAX_DSA_ORDER_BITS;
            default -> false;
        };
    }

    private static Certificate secret() {
        return new Unread(
                "must be a public key: this is a secret one, which nobody else should ever have");
    }

    /// All of it, so that its checksum is looked at.
    private static byte[] decoded(String block) throws IOException {
        try (InputStream in =
                ArmoredInputStream.builder()
                        .build(
                                new ByteArrayInputStream(
                                        block.getBytes(StandardCharsets.US_ASCII)))) {
            return in.readAllBytes();
        }
    }
}
