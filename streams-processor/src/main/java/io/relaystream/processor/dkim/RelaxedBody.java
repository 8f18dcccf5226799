package io.relaystream.processor.dkim;

import java.io.OutputStream;
import java.security.MessageDigest;

/// Hashes a body in its relaxed form (RFC 6376 section 3.4.4) while it is written, in constant
/// memory: runs of white space count as one space, those at a line's end and empty lines at the
/// body's end do not count.
///
/// A CR, an LF and a CRLF each end a line, as that is what SMTP makes of them on the way out.
final class RelaxedBody extends OutputStream {
    private final MessageDigest digest;
    private final byte[] buffer = new byte[8192];
    private int used;
    private boolean afterCr;

    /// White space that does not count if the line ends now.
    private boolean space;

    /// Line ends that do not count if the body ends now.
    private int lineEnds;

    private boolean empty = true;

    RelaxedBody(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void write(int b) {
        take((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            take(bytes[at]);
        }
    }

    /// Ends the body.
    byte[] hash() {
        if (!empty) {
            put('\r');
            put('\n');
        }
        digest.update(buffer, 0, used);
        return digest.digest();
    }

    private void take(byte b) {
        switch (b) {
            case '\r' -> endLine();
            case '\n' -> {
                if (!afterCr) {
                    endLine();
                }
            }
            case ' ', '\t' -> space = true;
            default -> putText(b);
        }
        afterCr = b == '\r';
    }

    private void endLine() {
        space = false;
        lineEnds++;
    }

    private void putText(byte b) {
        for (; lineEnds > 0; lineEnds--) {
            put('\r');
            put('\n');
        }
        if (space) {
            put(' ');
            space = false;
        }
        put(b);
        empty = false;
    }

    private void put(int b) {
        if (used == buffer.length) {
            digest.update(buffer);
            used = 0;
        }
        buffer[used++] = (byte) b;
    }
}
