package io.relaystream.processor.edge.ses;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/// What another stream has, in base64 without line ends.
final class Base64Stream extends InputStream {
    /// Without a rest: only the last one may be padded.
    private static final int CHUNK = 3 * 8 * 1024;

    private final InputStream plain;
    private byte[] encoded = {};
    private int at;

    Base64Stream(InputStream plain) {
        this.plain = plain;
    }

    /// How long so many bytes become.
    static long length(long bytes) {
        return Math.ceilDiv(bytes, 3) * 4;
    }

    @Override
    public int read() throws IOException {
        return filled() ? encoded[at++] : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, encoded.length - at);
        System.arraycopy(encoded, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    private boolean filled() throws IOException {
        if (at == encoded.length) {
            byte[] chunk = new byte[CHUNK];
            int size = plain.readNBytes(chunk, 0, CHUNK);
            encoded = Base64.getEncoder().encode(Arrays.copyOf(chunk, size));
            at = 0;
        }
        return at < encoded.length;
    }
}
