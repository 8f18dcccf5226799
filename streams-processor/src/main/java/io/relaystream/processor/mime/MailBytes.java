package io.relaystream.processor.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// A mail that is ready to go out. What it has of a received mail is not copied.
public final class MailBytes {
    private static final byte[] NOTHING = {};

    private final byte[] head;
    private final byte[] raw;
    private final int rawStart;
    private final byte[] tail;

    /// @param raw the received mail; goes out from `rawStart` on, between the other two
    MailBytes(byte[] head, byte[] raw, int rawStart, byte[] tail) {
        this.head = head;
        this.raw = raw;
        this.rawStart = rawStart;
        this.tail = tail;
    }

    /// A mail without anything of a received one.
    static MailBytes of(byte[] head, byte[] body) {
        return new MailBytes(head, NOTHING, 0, body);
    }

    /// The same mail below more of a header; nothing but its own header is copied.
    ///
    /// @param fields with the CRLF behind each
    public MailBytes below(byte[] fields) {
        byte[] header = Arrays.copyOf(fields, fields.length + head.length);
        System.arraycopy(head, 0, header, fields.length, head.length);
        return new MailBytes(header, raw, rawStart, tail);
    }

    /// In bytes.
    public int size() {
        return head.length + raw.length - rawStart + tail.length;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        out.write(raw, rawStart, raw.length - rawStart);
        out.write(tail);
    }

    public byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(size());
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /// Whether there is a byte outside US-ASCII, which an SMTP client must announce (RFC 6152).
    public boolean eightBit() {
        return eightBit(head, 0) || eightBit(raw, rawStart) || eightBit(tail, 0);
    }

    static boolean eightBit(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] < 0) {
                return true;
            }
        }
        return false;
    }
}
