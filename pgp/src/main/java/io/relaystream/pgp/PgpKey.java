package io.relaystream.pgp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/// An owner's public key that mail can be encrypted to: the newest subkey, or the primary key, that
/// is for encryption.
///
/// What makes a key usable is what OpenPGP says: the signatures that bind the subkey and its flags
/// to the primary key are valid, nothing is revoked or expired at that time. Besides, it must be
/// strong enough: RSA with 2048 bits or more, ECDH, X25519 or X448. ElGamal is not, whatever its
/// size: RFC 9580 knows it for reading old mail only, and DSA stands above it.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9580">RFC 9580</a>
public final class PgpKey {
    /// The longest text that is read, in characters.
    public static final int MAX_LENGTH = 20_000;

    private static final int MIN_RSA_BITS = 2048;
    private static final String WEAK =
            "must be strong enough: RSA with 2048 bits or more, or an elliptic curve";

    /// 64 KiB, the usual size (RFC 9580 section 5.13.2 counts from 64 bytes in powers of two).
    private static final int AEAD_CHUNK = 10;

    private final PGPPublicKey key;
    private final boolean aead;

    private PgpKey(PGPPublicKey key, boolean aead) {
        this.key = key;
        this.aead = aead;
    }

    /// What a text was found to be.
    public sealed interface Reading {

        /// Mail can be encrypted to it.
        record Usable(PgpKey key) implements Reading {}

        /// @param problem what must hold, in words that follow the name of a field
        record Unusable(String problem) implements Reading {}
    }

    /// Reads a key; of several, the first one.
    ///
    /// @param armour the key in ASCII armour, with whatever text around it
    /// @param now when it is to be used
    /// @return never anything else, whatever the text is
    public static Reading parse(String armour, Instant now) {
        return switch (Certificate.read(armour)) {
            case Certificate.Read(OpenPGPCertificate owner) -> choose(owner, now);
            case Certificate.Unread(String problem) -> new Reading.Unusable(problem);
        };
    }

    /// Why mail cannot be encrypted to a key. It is tried out.
    ///
    /// @return what must hold, in words that follow the name of a field; empty if all is well
    public static Optional<String> check(String armour, Instant now) {
        return switch (parse(armour, now)) {
            case Reading.Usable(PgpKey key) ->
                    key.encrypts() ? Optional.empty() : Optional.of(Certificate.UNREADABLE);
            case Reading.Unusable(String problem) -> Optional.of(problem);
        };
    }

    /// Encrypts what is written to it, as an armoured message whose lines end in CRLF: literal
    /// data, not compressed, as attackers would learn from sizes and most attachments are
    /// compressed anyway; AES-256 with a modification detection code, which every program reads.
    /// Only if a key asks for nothing else, or is of version 6, it is AEAD (OCB).
    ///
    /// It takes some tens of kilobytes of memory, whatever the size.
    ///
    /// @param out stays open when the message is closed, which ends it
    public OutputStream encrypting(OutputStream out) throws IOException {
        var generator = new PGPEncryptedDataGenerator(encryptor());
        generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
        return new EncryptedStream(generator, !aead, out);
    }

    /// Of the one key that is encrypted to.
    KeyIdentifier id() {
        return key.getKeyIdentifier();
    }

    /// A key that is signed well can still be none.
    private boolean encrypts() {
        try (OutputStream message = encrypting(OutputStream.nullOutputStream())) {
            message.write(0);
            return true;
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private PGPDataEncryptorBuilder encryptor() {
        var builder = new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256);
        return aead
                ? builder.setWithAEAD(AEADAlgorithmTags.OCB, AEAD_CHUNK).setUseV6AEAD()
                : builder.setWithIntegrityPacket(true);
    }

    private static Reading choose(OpenPGPCertificate owner, Instant now) {
        Date at = Date.from(now);
        try {
            OpenPGPComponentKey primary = owner.getPrimaryKey();
            if (!primary.isBoundAt(at)) {
                return new Reading.Unusable(unbound(primary, at));
            }
            List<OpenPGPComponentKey> forEncryption = owner.getEncryptionKeys(at);
            return forEncryption.stream()
                    .filter(PgpKey::strong)
                    .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
                    .<Reading>map(found -> new Reading.Usable(of(found, at)))
                    .orElseGet(() -> none(owner, forEncryption, at));
        } catch (RuntimeException _) {
            // What a key can say is more than a library has thought of.
            return new Reading.Unusable(Certificate.UNREADABLE);
        }
    }

    private static PgpKey of(OpenPGPComponentKey found, Date at) {
        PGPPublicKey key = found.getPGPPublicKey();
        Features features = found.getFeatures(at);
        boolean aead =
                features != null
                        && features.supportsSEIPDv2()
                        && (key.getVersion() == PublicKeyPacket.VERSION_6
                                || !features.supportsModificationDetection());
        return new PgpKey(key, aead);
    }

    /// @param weak those that are for encryption, but too weak
    private static Reading none(OpenPGPCertificate owner, List<OpenPGPComponentKey> weak, Date at) {
        if (!weak.isEmpty()) {
            return new Reading.Unusable(WEAK);
        }
        return new Reading.Unusable(
                owner.getKeys().stream()
                        .filter(key -> !key.isPrimaryKey())
                        .filter(key -> key.getPGPPublicKey().isEncryptionKey())
                        .filter(key -> !key.isBoundAt(at))
                        .max(Comparator.comparing(OpenPGPComponentKey::getCreationTime))
                        .map(subkey -> unbound(subkey, at))
                        .orElse("must be for encryption: this one is for signatures only"));
    }

    /// Why a key does not count.
    private static String unbound(OpenPGPComponentKey key, Date at) {
        if (key.getRevocation(at) != null) {
            return "must not be revoked";
        }
        if (key.getLatestSelfSignature(at) != null) {
            Date end = key.getKeyExpirationDateAt(at);
            if (end != null && !end.toInstant().isAfter(at.toInstant())) {
                return "must not be expired";
            }
        }
        return weakRsa(key)
                ? WEAK
                : "must be signed by itself and valid now, with algorithms that are still safe";
    }

    private static boolean strong(OpenPGPComponentKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> !weakRsa(key);
            case PublicKeyAlgorithmTags.ECDH,
                    PublicKeyAlgorithmTags.X25519,
                    PublicKeyAlgorithmTags.X448 ->
                    true;
            default -> false;
        };
    }

    private static boolean weakRsa(OpenPGPComponentKey key) {
        return key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL
                && key.getPGPPublicKey().getBitStrength() < MIN_RSA_BITS;
    }
}
