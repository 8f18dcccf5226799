package io.relaystream.processor.mime;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/// Reads pieces of a mail one behind the other.
final class PieceStream extends InputStream {
    private final Iterator<ByteBuffer> pieces;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    PieceStream(List<ByteBuffer> pieces) {
        this.pieces = pieces.iterator();
    }

    @Override
    public int read() {
        return filled() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(into, offset, count);
        return count;
    }

    private boolean filled() {
        while (!piece.hasRemaining() && pieces.hasNext()) {
            piece = pieces.next().duplicate();
        }
        return piece.hasRemaining();
    }
}
