package io.relaystream.processor.mime;

import java.nio.ByteBuffer;

/// A mail as it was received.
///
/// @param bytes its bytes from 0 to the limit, in memory or mapped from a file; only the first of a
///   mail that is not whole
/// @param size how many bytes the mail has
/// @param release gives up what the bytes lie in; they must not be used afterwards
public record RawMail(ByteBuffer bytes, long size, Runnable release) implements AutoCloseable {

    /// How many of a mail's first bytes tell its header, if that can be read at all.
    public static final int HEAD = HeaderBlock.LIMIT + 2;

    /// A whole mail in memory, which must not be changed afterwards.
    public static RawMail of(byte[] bytes) {
        return new RawMail(ByteBuffer.wrap(bytes), bytes.length, () -> {});
    }

    /// Whether all of it is there.
    public boolean whole() {
        return bytes.limit() == size;
    }

    @Override
    public void close() {
        release.run();
    }

    /// Without the content.
    @Override
    public String toString() {
        return "RawMail[%d bytes]".formatted(size);
    }
}
