package io.relaystream.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.pgp.PgpKey.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PgpKeyTest {
    private static final Instant NOW = OwnersKey.CREATED.plus(Duration.ofDays(4));

    private static final OwnersKey CURVE25519 = OwnersKey.curve25519();
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @ParameterizedTest(name = "{0}")
    @MethodSource("usable")
    void encryptsToAKey(String name, OwnersKey key) throws IOException {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);

        byte[] message = encrypted(key, content);

        assertThat(PgpKey.check(key.armour(), NOW)).isEmpty();
        assertThat(new String(message, US_ASCII).split("(?<=\n)"))
                .startsWith("-----BEGIN PGP MESSAGE-----\r\n", "\r\n")
                .endsWith("-----END PGP MESSAGE-----\r\n")
                .allMatch(line -> line.matches("[ -~]{0,76}\r\n"));
        assertThat(key.decrypt(message)).isEqualTo(content);
    }

    static Stream<Arguments> usable() {
        return Stream.of(
                arguments("Curve25519", CURVE25519),
                arguments("RSA with 2048 bits", OwnersKey.rsa(2048)),
                arguments("RSA without subkeys", OwnersKey.withoutSubkeys(2048)),
                arguments("NIST P-384", OwnersKey.nist()),
                arguments("version 6", OwnersKey.version6()),
                arguments("AEAD only", OwnersKey.withFeatures(0x08)),
                arguments("AEAD among others", OwnersKey.withFeatures(0x09)));
    }

    /// Packet 18 in its version 1 stands behind the packet with the session key, unless the key
    /// asks for version 2.
    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void encryptsSoThatMostProgramsCanRead(String name, OwnersKey key, int version)
            throws IOException {
        assertThat(OpenPgpPackets.integrityVersion(encrypted(key, new byte[10])))
                .isEqualTo(version);
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments("Curve25519", CURVE25519, 1),
                arguments("AEAD among others", OwnersKey.withFeatures(0x09), 1),
                arguments("AEAD only", OwnersKey.withFeatures(0x08), 2),
                arguments("version 6", OwnersKey.version6(), 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void refusesAKeyAndSaysWhy(String name, String armour, Instant at, String problem) {
        assertThat(PgpKey.check(armour, at)).contains(problem);
    }

    static Stream<Arguments> unusable() throws IOException {
        String expired = "must not be expired";
        String revoked = "must not be revoked";
        String weak = "must be strong enough: RSA with 2048 bits or more, or an elliptic curve";
        String none =
                "must be an OpenPGP public key, from BEGIN PGP PUBLIC KEY BLOCK to END PGP PUBLIC KEY BLOCK";
        String unsigned =
                "must be signed by itself and valid now, with algorithms that are still safe";
        String secret =
                "must be a public key: this is a secret one, which nobody else should ever have";
        String armour = CURVE25519.armour();
        byte[] packets = CURVE25519.publicPackets();
        return Stream.of(
                arguments("expired", OwnersKey.shortLived().armour(), NOW, expired),
                arguments("subkey", OwnersKey.withShortLivedSubkey().armour(), NOW, expired),
                arguments("revoked", CURVE25519.revoked().armour(), NOW, revoked),
                arguments("subkey", CURVE25519.withRevokedSubkey().armour(), NOW, revoked),
                arguments("not yet valid", armour, OwnersKey.CREATED.minusSeconds(1), unsigned),
                arguments("RSA with 1024 bits", OwnersKey.rsa(1024).armour(), NOW, weak),
                arguments("nothing else", OwnersKey.withoutSubkeys(1024).armour(), NOW, weak),
                arguments(
                        "signing only",
                        OwnersKey.signingOnly().armour(),
                        NOW,
                        "must be for encryption: this one is for signatures only"),
                arguments("secret", CURVE25519.secretArmour(), NOW, secret),
                arguments(
                        "secret in disguise",
                        CURVE25519.secretArmour().replace("PRIVATE", "PUBLIC"),
                        NOW,
                        secret),
                arguments("binding is forged", armoured(changed(packets, -5)), NOW, unsigned),
                arguments("binding is missing", unbound(packets), NOW, unsigned),
                arguments("nothing", "", NOW, none),
                arguments("another text", "My key is on my site.", NOW, none),
                arguments("cut off", armour.substring(0, 400), NOW, none),
                arguments("a line is missing", without(armour, 5), NOW, Certificate.UNREADABLE),
                arguments("a message", message(), NOW, Certificate.UNREADABLE),
                arguments(
                        "too long",
                        armour + " ".repeat(20_001 - armour.length()),
                        NOW,
                        "must have at most 20000 characters, got 20001"));
    }

    /// Nothing in it needs to be true to keep a processor busy for seconds.
    @ParameterizedTest(name = "{0}")
    @MethodSource("costly")
    void refusesAKeyThatTakesLongToCheck(String name, int algorithm, BCPGKey numbers)
            throws IOException {
        String armour = armoured(OpenPgpPackets.publicKey(algorithm, numbers));

        assertThat(PgpKey.check(armour, NOW)).contains(Certificate.COSTLY);
    }

    static Stream<Arguments> costly() {
        int rsa = PublicKeyAlgorithmTags.RSA_GENERAL;
        int dsa = PublicKeyAlgorithmTags.DSA;
        BigInteger one = BigInteger.ONE;
        return Stream.of(
                arguments("RSA modulus", rsa, new RSAPublicBCPGKey(bits(8193), bits(17))),
                arguments("RSA exponent", rsa, new RSAPublicBCPGKey(bits(4096), bits(33))),
                arguments(
                        "DSA modulus", dsa, new DSAPublicBCPGKey(bits(3073), bits(256), one, one)),
                arguments("DSA order", dsa, new DSAPublicBCPGKey(bits(3072), bits(257), one, one)));
    }

    private static BigInteger bits(int length) {
        return BigInteger.ONE.shiftLeft(length - 1).setBit(0);
    }

    @Test
    void takesTheNewestSubkey() {
        OwnersKey key = CURVE25519.withNewerSubkey();
        PgpKey usable = usable(key.armour(), NOW);

        assertThat(usable.id()).isEqualTo(key.newestEncryptionKey(NOW));
        assertThat(usable.id()).isNotEqualTo(CURVE25519.newestEncryptionKey(NOW));
    }

    @Test
    void takesTheFirstOfSeveralKeys() {
        String both = CURVE25519.armour() + OwnersKey.nist().armour();

        assertThat(usable(both, NOW).id()).isEqualTo(CURVE25519.newestEncryptionKey(NOW));
    }

    @Test
    void readsAKeyInOtherText() {
        String mail =
                "My key - see below:\r\n\r\n"
                        + CURVE25519
                                .armour()
                                .replace("BLOCK-----\n\n", "BLOCK-----\nComment: a-b -\n\n")
                                .indent(4)
                                .replace("\n", "\r\n")
                        + "-- \r\nOwner";

        assertThat(PgpKey.check(mail, NOW)).isEmpty();
    }

    @Test
    void doesNotMindARevokedName() {
        OwnersKey renamed = CURVE25519.withAnotherName().withFirstNameRevoked();

        assertThat(PgpKey.check(renamed.armour(), NOW)).isEmpty();
    }

    /// A failure prints its seed.
    @Test
    void saysSomethingOfWhateverComes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + TIME.toNanos();
        List<OwnersKey> keys =
                List.of(CURVE25519, OwnersKey.version6(), CURVE25519.withRevokedSubkey());

        for (int round = 0; System.nanoTime() < end; round++) {
            OwnersKey key = keys.get(round % keys.size());
            String garbage =
                    random.nextBoolean()
                            ? armoured(damaged(key.publicPackets(), random))
                            : new String(
                                    damaged(key.armour().getBytes(US_ASCII), random), US_ASCII);
            String where = "round %d, seed %d".formatted(round, seed);
            Assertions.assertTimeout(
                    LIMIT,
                    () -> Assertions.assertDoesNotThrow(() -> PgpKey.check(garbage, NOW), where),
                    where);
        }
    }

    private static byte[] encrypted(OwnersKey key, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream message = usable(key.armour(), NOW).encrypting(out)) {
            message.write(content);
        }
        return out.toByteArray();
    }

    private static PgpKey usable(String armour, Instant at) {
        Reading reading = PgpKey.parse(armour, at);
        assertThat(reading).isInstanceOf(Reading.Usable.class);
        return ((Reading.Usable) reading).key();
    }

    private static String armoured(byte[] packets) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n".getBytes(US_ASCII));
        out.writeBytes(Base64.getMimeEncoder().encode(packets));
        out.writeBytes("\n-----END PGP PUBLIC KEY BLOCK-----\n".getBytes(US_ASCII));
        return out.toString(US_ASCII);
    }

    private static String message() throws IOException {
        var out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour = ArmoredOutputStream.builder().build(out)) {
            armour.write(new byte[] {(byte) 0xca, 3, 'P', 'G', 'P'});
        }
        return out.toString(US_ASCII).replace("PGP MESSAGE", "PGP PUBLIC KEY BLOCK");
    }

    /// Without the signature that binds the subkey, which comes last.
    private static String unbound(byte[] packets) throws IOException {
        return armoured(Arrays.copyOf(packets, OpenPgpPackets.lastStart(packets)));
    }

    private static String without(String text, int line) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.remove(line);
        return String.join("\n", lines);
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[bytes.length + at] ^= 1;
        return changed;
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
                : damaged;
    }
}
