package io.relaystream.processor.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A mail that is ready to go out. What it has of a received mail is not copied.
public final class MailBytes {
    private static final int CHUNK = 16 * 1024;
    private static final long EIGHTH_BITS = 0x8080808080808080L;

    private final List<ByteBuffer> pieces;

    /// @param pieces one behind the other
    MailBytes(List<ByteBuffer> pieces) {
        this.pieces = pieces.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /// A mail without anything of a received one.
    static MailBytes of(byte[] head, byte[] body) {
        return new MailBytes(List.of(ByteBuffer.wrap(head), ByteBuffer.wrap(body)));
    }

    /// In bytes.
    public long size() {
        return pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (ByteBuffer piece : pieces) {
            ByteBuffer rest = piece.duplicate();
            while (rest.hasRemaining()) {
                int length = Math.min(CHUNK, rest.remaining());
                rest.get(chunk, 0, length);
                out.write(chunk, 0, length);
            }
        }
    }

    /// All of it in memory: for a mail that is known to be small.
    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(Math.toIntExact(size()));
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /// Whether there is a byte outside US-ASCII, which an SMTP client must announce (RFC 6152).
    public boolean eightBit() {
        return pieces.stream().anyMatch(MailBytes::eightBit);
    }

    static boolean eightBit(ByteBuffer bytes) {
        int at = bytes.position();
        for (; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            if ((bytes.getLong(at) & EIGHTH_BITS) != 0) {
                return true;
            }
        }
        for (; at < bytes.limit(); at++) {
            if (bytes.get(at) < 0) {
                return true;
            }
        }
        return false;
    }
}
