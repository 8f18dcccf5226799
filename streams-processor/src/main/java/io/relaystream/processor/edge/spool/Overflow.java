package io.relaystream.processor.edge.spool;

import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.delivery.Scratch.Kept;
import io.relaystream.processor.mime.MailBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// Takes a mail into memory, and goes over to a file when it becomes large.
final class Overflow extends OutputStream {
    private final Spool spool;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(16 * 1024);
    private @Nullable FileChannel file;

    Overflow(Spool spool) {
        this.spool = spool;
    }

    /// All that was written; nothing may be written any more.
    Kept kept() throws IOException {
        return file == null
                ? new Kept(MailBytes.of(ByteBuffer.wrap(memory.toByteArray())), () -> {})
                : Spool.kept(file);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (file == null && memory.size() + length > Content.IN_MEMORY) {
            file = spool.open();
            append(file, ByteBuffer.wrap(memory.toByteArray()));
            memory = new ByteArrayOutputStream(0);
        }
        if (file == null) {
            memory.write(bytes, offset, length);
        } else {
            append(file, ByteBuffer.wrap(bytes, offset, length));
        }
    }

    /// What is mapped of the file stays.
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /// Lets others on in between: who writes much computes much, and a virtual thread that never
    /// waits keeps its processor.
    @SuppressWarnings("ThreadPriorityCheck") // fairness, not order
    private static void append(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        Thread.yield();
    }
}
