package io.relaystream.processor.delivery;

import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A store in memory that a test fills and breaks.
public final class FakeStore implements MessageStore {
    private final Map<String, Supplier<Opened>> objects = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /// Puts a small mail there for each request of [Requests#numbered] up to a number.
    public static FakeStore withMails(int count) {
        FakeStore store = new FakeStore();
        for (int number = 1; number <= count; number++) {
            store.holds("emails/" + number, "From: jane@shop.example\r\n\r\nHi\r\n");
        }
        return store;
    }

    public FakeStore holds(String key, String mail) {
        byte[] bytes = mail.getBytes(StandardCharsets.ISO_8859_1);
        return answers(key, () -> found(bytes.length, () -> bytes));
    }

    /// The mail is there, and breaks off while it is read.
    public FakeStore breaksOff(String key) {
        return answers(
                key,
                () ->
                        found(
                                100,
                                () -> {
                                    throw new IOException("broken off");
                                }));
    }

    public FakeStore answers(String key, Supplier<Opened> answer) {
        objects.put(key, answer);
        return this;
    }

    public Opened found(long length, Reading reading) {
        opened.incrementAndGet();
        return new Opened.Found(new FakeContent(length, reading));
    }

    /// Connections that were opened and not closed.
    public int open() {
        return opened.get() - closed.get();
    }

    /// How many mails were looked for.
    public int requests() {
        return opened.get();
    }

    @Override
    public Opened open(String bucket, String key) {
        return objects.getOrDefault(key, Opened.Missing::new).get();
    }

    /// Reads the content.
    @FunctionalInterface
    public interface Reading {
        byte[] read() throws IOException;
    }

    private final class FakeContent implements Content {
        private final long length;
        private final Reading reading;
        private boolean open = true;

        FakeContent(long length, Reading reading) {
            this.length = length;
            this.reading = reading;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public RawMail read() throws IOException {
            return RawMail.of(reading.read());
        }

        @Override
        public RawMail head(int bytes) throws IOException {
            byte[] read = reading.read();
            int count = Math.min(bytes, read.length);
            return new RawMail(ByteBuffer.wrap(read, 0, count).slice(), length, () -> {});
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                closed.incrementAndGet();
            }
        }
    }
}
