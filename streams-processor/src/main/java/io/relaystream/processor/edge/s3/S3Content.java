package io.relaystream.processor.edge.s3;

import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.edge.spool.Spool;
import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// The body of an answer that is being received.
final class S3Content implements Content {
    private static final int CHUNK = 64 * 1024;

    private final ResponseInputStream<GetObjectResponse> answer;
    private final Spool spool;
    private final long giveUp;
    private boolean complete;

    /// @param spool takes what is too large for the memory
    /// @param patience for the whole body; the socket bounds each read on the way
    S3Content(ResponseInputStream<GetObjectResponse> answer, Spool spool, Duration patience) {
        this.answer = answer;
        this.spool = spool;
        this.giveUp = System.nanoTime() + patience.toNanos();
    }

    @Override
    public long length() {
        return answer.response().contentLength();
    }

    @Override
    public RawMail read() throws IOException {
        RawMail mail = length() > IN_MEMORY ? spool.keep(length(), this::copyTo) : inMemory();
        try {
            if (answer.read() >= 0) {
                throw new IOException(
                        "The object store sent more than %d bytes".formatted(length()));
            }
            complete = true;
            return mail;
        } finally {
            if (!complete) {
                mail.close();
            }
        }
    }

    @Override
    public RawMail head(int bytes) throws IOException {
        byte[] head = new byte[Math.toIntExact(Math.min(bytes, length()))];
        fill(head, head.length, 0);
        return new RawMail(ByteBuffer.wrap(head), length(), () -> {});
    }

    /// An answer that was read goes back to the pool; of another, the rest is not waited for.
    @Override
    public void close() {
        if (!complete) {
            answer.abort();
        }
    }

    private RawMail inMemory() throws IOException {
        byte[] content = new byte[Math.toIntExact(length())];
        fill(content, content.length, 0);
        return RawMail.of(content);
    }

    private void copyTo(FileChannel file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        while (size < length()) {
            int next = (int) Math.min(CHUNK, length() - size);
            fill(chunk, next, size);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, next);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            size += next;
        }
    }

    /// @param before how many bytes came before these
    private void fill(byte[] chunk, int length, long before) throws IOException {
        int size = 0;
        while (size < length) {
            if (System.nanoTime() - giveUp >= 0) {
                throw new IOException(
                        "The object store is too slow: %d of %d bytes came in time"
                                .formatted(before + size, length()));
            }
            int more = answer.read(chunk, size, length - size);
            if (more < 0) {
                throw new IOException(
                        "The object store must send %d bytes, got %d"
                                .formatted(length(), before + size));
            }
            size += more;
        }
    }
}
