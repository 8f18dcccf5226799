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

    /// Of a modulus. The largest keys that programs make have half of them.
    int MAX_BITS = 16_384;

    /// What a number of that size may be raised to, in bits. RSA takes 17, DSA at most 256.
    int MAX_EXPONENT_BITS = 256;

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

    /// Every signature in the text is checked with such a key, whether or not it is a true one:
    /// seconds each if the numbers are as long as the text allows.
    private static boolean costly(PGPPublicKey key) {
        int exponentBits =
                switch (key.getPublicKeyPacket().getKey()) {
                    case RSAPublicBCPGKey rsa -> rsa.getPublicExponent().bitLength();
                    case DSAPublicBCPGKey dsa -> dsa.getQ().bitLength();
                    default -> 0;
                };
        return key.getBitStrength() > MAX_BITS || exponentBits > MAX_EXPONENT_BITS;
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
