package io.relaystream.processor.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A mail that is ready to go out. What it has of a received mail is not copied.
public final class MailBytes {
    private static final long EIGHTH_BITS = 0x8080808080808080L;

    private final List<ByteBuffer> pieces;

    /// @param pieces one behind the other
    MailBytes(List<ByteBuffer> pieces) {
        this.pieces = pieces.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    /// A mail that lies in one place.
    public static MailBytes of(ByteBuffer bytes) {
        return new MailBytes(List.of(bytes));
    }

    /// A mail without anything of a received one.
    static MailBytes of(byte[] head, byte[] body) {
        return new MailBytes(List.of(ByteBuffer.wrap(head), ByteBuffer.wrap(body)));
    }

    /// The same mail below more of a header.
    ///
    /// @param fields with the CRLF behind each
    public MailBytes below(byte[] fields) {
        List<ByteBuffer> all = new ArrayList<>(pieces);
        all.addFirst(ByteBuffer.wrap(fields));
        return new MailBytes(all);
    }

    /// Read-only, one behind the other.
    List<ByteBuffer> pieces() {
        return pieces;
    }

    /// In bytes.
    public long size() {
        return pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /// Reads it from its beginning, as often as needed.
    public InputStream stream() {
        return new PieceStream(pieces);
    }

    public void writeTo(OutputStream out) throws IOException {
        stream().transferTo(out);
    }

    /// All of it in memory: for a mail that is known to be small.
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size()));
        pieces.forEach(piece -> bytes.put(piece.duplicate()));
        return bytes.array();
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
