package io.relaystream.processor.dkim;

import io.relaystream.core.Hashes;
import io.relaystream.processor.mime.MailBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Takes a mail as it is written: keeps the header, which is small, and hashes the body.
final class MailHash extends OutputStream {
    private static final int BLANK_LINE = 0x0d0a0d0a;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream(4096);
    private final RelaxedBody body = new RelaxedBody(Hashes.sha256());
    private int lastFour;

    /// @param mail its header's lines end in CRLF, and a blank line ends it
    static MailHash of(MailBytes mail) {
        MailHash hash = new MailHash();
        try {
            mail.writeTo(hash);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return hash;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        while (at < offset + length && lastFour != BLANK_LINE) {
            lastFour = (lastFour << 8) | (bytes[at] & 0xff);
            at++;
        }
        header.write(bytes, offset, at - offset);
        body.write(bytes, at, offset + length - at);
    }

    /// With its blank line; each byte as one character.
    String header() {
        return header.toString(StandardCharsets.ISO_8859_1);
    }

    /// Ends the body.
    byte[] bodyHash() {
        return body.hash();
    }
}
