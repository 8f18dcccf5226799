package io.relaystream.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.KeyPairGeneratorCallback;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyEditor;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.OpenPGPMessageInputStream;
import org.bouncycastle.openpgp.api.OpenPGPMessageProcessor;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/// A key of an owner, with its secret part: what our mail is read with.
public final class OwnersKey {
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    /// All changes are made a day later.
    private static final Instant CHANGED = CREATED.plus(Duration.ofDays(1));

    private static final SignatureParameters.Callback CHANGE =
            new SignatureParameters.Callback() {
                @Override
                public SignatureParameters apply(SignatureParameters signature) {
                    return signature.setSignatureCreationTime(Date.from(CHANGED));
                }
            };

    private static final String NAME = "Owner <owner@home.example>";

    private final OpenPGPKey key;

    private OwnersKey(OpenPGPKey key) {
        this.key = key;
    }

    /// Makes or changes a key.
    @FunctionalInterface
    interface Making<T, R> {
        R apply(T from) throws PGPException;
    }

    /// As GnuPG makes keys since 2021: Ed25519 and a Curve25519 subkey, version 4.
    public static OwnersKey curve25519() {
        return made(4, keys -> keys.classicKey(NAME).build());
    }

    /// With an RSA subkey.
    public static OwnersKey rsa(int bits) {
        return withSubkey(
                made -> made.generateRsaKeyPair(bits),
                subpackets -> subpackets.setKeyFlags(KeyFlags.ENCRYPT_COMMS));
    }

    /// One RSA key for everything.
    static OwnersKey withoutSubkeys(int bits) {
        return made(4, keys -> keys.singletonRSAKey(bits, NAME).build());
    }

    /// RFC 9580.
    public static OwnersKey version6() {
        return made(PublicKeyPacket.VERSION_6, keys -> keys.ed25519x25519Key(NAME).build());
    }

    public static OwnersKey signingOnly() {
        return made(4, keys -> keys.signOnlyKey().addUserId(NAME).addSigningSubkey().build());
    }

    static OwnersKey nist() {
        return withSubkey(
                made -> made.generateNistP384ECDHKeyPair(),
                subpackets -> subpackets.setKeyFlags(KeyFlags.ENCRYPT_COMMS));
    }

    /// The subkey is over a day after it was made.
    static OwnersKey withShortLivedSubkey() {
        return withSubkey(
                made -> made.generateLegacyX25519KeyPair(),
                subpackets -> {
                    subpackets.setKeyFlags(KeyFlags.ENCRYPT_COMMS);
                    subpackets.setKeyExpirationTime(Duration.ofDays(1).toSeconds());
                });
    }

    /// The whole key is over a day after it was made.
    public static OwnersKey shortLived() {
        return made(
                4,
                keys ->
                        keys.withPrimaryKey(
                                        pair -> pair.generateLegacyEd25519KeyPair(),
                                        each(
                                                subpackets ->
                                                        subpackets.setKeyExpirationTime(
                                                                Duration.ofDays(1).toSeconds())))
                                .addUserId(
                                        NAME,
                                        each(
                                                subpackets ->
                                                        subpackets.setKeyExpirationTime(
                                                                Duration.ofDays(1).toSeconds())))
                                .addEncryptionSubkey()
                                .build());
    }

    /// A key with features of its own.
    static OwnersKey withFeatures(int features) {
        return withSubkey(
                made -> made.generateLegacyX25519KeyPair(),
                subpackets -> {
                    subpackets.setKeyFlags(KeyFlags.ENCRYPT_COMMS);
                    subpackets.setFeature(false, (byte) features);
                });
    }

    OwnersKey revoked() {
        return edited(editor -> editor.revokeKey(CHANGE));
    }

    OwnersKey withRevokedSubkey() {
        return edited(editor -> editor.revokeComponentKey(encryptionKey(), CHANGE));
    }

    OwnersKey withNewerSubkey() {
        return edited(
                editor ->
                        editor.addEncryptionSubkey(
                                new BcOpenPGPImplementation()
                                        .pgpKeyPairGeneratorProvider()
                                        .get(4, Date.from(CHANGED))
                                        .generateLegacyX25519KeyPair(),
                                CHANGE));
    }

    OwnersKey withAnotherName() {
        return edited(editor -> editor.addUserId("Owner <new@home.example>", CHANGE));
    }

    OwnersKey withFirstNameRevoked() {
        return edited(editor -> editor.revokeIdentity(key.getIdentities().getFirst(), CHANGE));
    }

    /// What the owner gives us.
    public String armour() {
        return told(() -> key.toCertificate().toAsciiArmoredString());
    }

    /// What the owner must not give us.
    String secretArmour() {
        return told(key::toAsciiArmoredString);
    }

    byte[] publicPackets() {
        return told(() -> key.toCertificate().getEncoded());
    }

    KeyIdentifier newestEncryptionKey(Instant at) {
        return key.getEncryptionKeys(Date.from(at)).getLast().getKeyIdentifier();
    }

    private OpenPGPComponentKey encryptionKey() {
        return key.getEncryptionKeys(Date.from(CREATED.plusSeconds(1))).getFirst();
    }

    /// Reads a message, and checks that nobody has changed it.
    public byte[] decrypt(byte[] armouredMessage) {
        return told(
                () -> {
                    OpenPGPMessageInputStream in =
                            new OpenPGPMessageProcessor(new BcOpenPGPImplementation())
                                    .addDecryptionKey(key)
                                    .process(new ByteArrayInputStream(armouredMessage));
                    try (InputStream content = in) {
                        return content.readAllBytes();
                    }
                });
    }

    @FunctionalInterface
    private interface Telling<T> {
        T get() throws IOException, PGPException;
    }

    private static <T> T told(Telling<T> telling) {
        try {
            return telling.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OwnersKey withSubkey(
            KeyPairGeneratorCallback pair, Consumer<PGPSignatureSubpacketGenerator> binding) {
        return made(
                4,
                keys ->
                        keys.withPrimaryKey(primary -> primary.generateLegacyEd25519KeyPair())
                                .addUserId(NAME)
                                .addEncryptionSubkey(pair, each(binding))
                                .build());
    }

    private static SignatureParameters.Callback each(
            Consumer<PGPSignatureSubpacketGenerator> change) {
        return SignatureParameters.Callback.Util.modifyHashedSubpackets(
                subpackets -> {
                    change.accept(subpackets);
                    return subpackets;
                });
    }

    private static OwnersKey made(int version, Making<OpenPGPKeyGenerator, OpenPGPKey> making) {
        return told(
                () ->
                        new OwnersKey(
                                making.apply(
                                        new OpenPGPKeyGenerator(
                                                new BcOpenPGPImplementation(),
                                                version,
                                                false,
                                                Date.from(CREATED)))));
    }

    private OwnersKey edited(Making<OpenPGPKeyEditor, OpenPGPKeyEditor> change) {
        return told(
                () ->
                        new OwnersKey(
                                change.apply(
                                                new OpenPGPKeyEditor(
                                                        key,
                                                        _ -> null,
                                                        new BcOpenPGPImplementation()))
                                        .done()));
    }
}
