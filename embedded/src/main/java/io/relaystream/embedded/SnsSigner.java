package io.relaystream.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A private key and the certificate that says it is that of SNS, in two PEM files with LF.
///
/// The certificate holds from 2000 to 2100, because receivers look at it with the time of the
/// message, and messages of a test may be old.
///
/// @param certificateFile for whoever has to verify
record SnsSigner(PrivateKey key, X509Certificate certificate, Path certificateFile) {
    private static final String NAME = "sns.amazonaws.com";
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2100-01-01T00:00:00Z");
    private static final int KEY_BITS = 2048;
    private static final int PEM_LINE = 64;

    /// Reads `key.pem` and `cert.pem`; makes them if one is missing.
    static SnsSigner in(Path directory) {
        Path keyFile = directory.resolve("key.pem");
        Path certificateFile = directory.resolve("cert.pem");
        try {
            if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
                Files.createDirectories(directory);
                make(keyFile, certificateFile);
            }
            return new SnsSigner(
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(bytesOf(keyFile))),
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(bytesOf(certificateFile))),
                    certificateFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException
                | OperatorCreationException
                | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Cannot use the key and certificate in %s: delete both to get new ones"
                            .formatted(directory),
                    e);
        }
    }

    /// @param algorithm of the JCA
    /// @return Base64
    String sign(String text, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with " + algorithm, e);
        }
    }

    /// The key is not for the screen.
    @Override
    public String toString() {
        return "SnsSigner[%s]".formatted(certificateFile);
    }

    private static void make(Path keyFile, Path certificateFile)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=" + NAME);
        byte[] certificate =
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(FROM),
                                Date.from(UNTIL),
                                name,
                                pair.getPublic())
                        .addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.dNSName, NAME)))
                        .build(
                                new JcaContentSignerBuilder("SHA256withRSA")
                                        .build(pair.getPrivate()))
                        .getEncoded();
        // The key first: where a certificate is, its key is, too.
        write(keyFile, "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(certificateFile, "CERTIFICATE", certificate);
    }

    private static void write(Path file, String label, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(bytes);
        Path half =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "half",
                        ".pem",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                half, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] bytesOf(Path pem) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }
}
