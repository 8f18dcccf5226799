package io.relaystream.processor.delivery;

import io.relaystream.processor.mime.MailBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps mails in memory, unless a test has filled the disk.
public final class FakeScratch implements Scratch {
    private final AtomicInteger kept = new AtomicInteger();
    private volatile boolean full;

    @Override
    public Kept write(Writing writing) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        var out = new ByteArrayOutputStream();
        writing.writeTo(out);
        kept.incrementAndGet();
        MailBytes mail = MailBytes.of(ByteBuffer.wrap(out.toByteArray()));
        return new Kept(mail, kept::decrementAndGet);
    }

    void fill() {
        full = true;
    }

    /// How many mails are still there.
    int kept() {
        return kept.get();
    }
}
