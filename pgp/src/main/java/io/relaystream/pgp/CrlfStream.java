package io.relaystream.pgp;

import java.io.IOException;
import java.io.OutputStream;

/// Ends lines in CRLF that end in LF, as armour comes from a library; gathers what comes byte by
/// byte.
final class CrlfStream extends OutputStream {
    private final OutputStream out;
    private final byte[] gathered = new byte[16 * 1024];
    private int length;

    CrlfStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        if (b == '\r') {
            return;
        }
        if (length > gathered.length - 2) {
            flush();
        }
        if (b == '\n') {
            gathered[length++] = '\r';
        }
        gathered[length++] = (byte) b;
    }

    @Override
    public void flush() throws IOException {
        out.write(gathered, 0, length);
        length = 0;
    }
}
