package io.relaystream.pgp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;

/// Literal data in encrypted data in armour.
final class EncryptedStream extends OutputStream {
    /// Of the packets, which come in parts as nobody knows how long they will be.
    private static final int PART = 32 * 1024;

    private static final Date NO_DATE = Date.from(Instant.EPOCH);

    private final OutputStream armour;
    private final OutputStream encrypted;
    private final OutputStream literal;

    /// @param checksum whether the armour has one: it must not around what only new programs read
    ///   (RFC 9580 section 6.1)
    EncryptedStream(PGPEncryptedDataGenerator generator, boolean checksum, OutputStream out)
            throws IOException {
        armour =
                ArmoredOutputStream.builder()
                        .clearHeaders()
                        .enableCRC(checksum)
                        .build(new CrlfStream(out));
        try {
            encrypted = generator.open(armour, new byte[PART]);
        } catch (PGPException e) {
            throw new IOException("A usable key must take a session key", e);
        }
        literal =
                new PGPLiteralDataGenerator()
                        .open(encrypted, PGPLiteralData.BINARY, "", NO_DATE, new byte[PART]);
    }

    @Override
    public void write(int b) throws IOException {
        literal.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        literal.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        literal.close();
        encrypted.close();
        armour.close();
    }
}
