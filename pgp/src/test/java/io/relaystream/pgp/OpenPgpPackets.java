package io.relaystream.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Date;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.PacketTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.openpgp.PGPUtil;

/// Looks at packets one by one.
final class OpenPgpPackets {
    private OpenPgpPackets() {}

    /// The version of the encrypted data of a message to one key.
    static int integrityVersion(byte[] message) throws IOException {
        try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(message));
                BCPGInputStream packets = new BCPGInputStream(decoded)) {
            while (packets.nextPacketTag() != PacketTags.SYM_ENC_INTEGRITY_PRO) {
                packets.readPacket();
            }
            return ((SymmetricEncIntegrityPacket) packets.readPacket()).getVersion();
        }
    }

    /// A public key alone, of numbers that are none of a key pair.
    static byte[] publicKey(int algorithm, BCPGKey numbers) throws IOException {
        return new PublicKeyPacket(
                        PublicKeyPacket.VERSION_4, algorithm, Date.from(OwnersKey.CREATED), numbers)
                .getEncoded();
    }

    /// Where the last packet begins.
    static int lastStart(byte[] packets) throws IOException {
        var bytes = new ByteArrayInputStream(packets);
        try (BCPGInputStream in = new BCPGInputStream(bytes)) {
            int last = 0;
            int at = 0;
            while (bytes.available() > 0) {
                last = at;
                in.readPacket();
                at = packets.length - bytes.available();
            }
            return last;
        }
    }
}
