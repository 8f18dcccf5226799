package io.relaystream.api.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A store in memory that a test fills and breaks. The key `away` is one that it cannot look for.
public final class InMemoryMailStore implements MailStore {
    private final Map<String, byte[]> mails = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int promisedTooMuch;

    public InMemoryMailStore holds(String key, byte[] mail) {
        mails.put(key, mail);
        return this;
    }

    /// From now on, as many bytes at the end of each mail are missing.
    public void breaksOff(int bytes) {
        promisedTooMuch = bytes;
    }

    /// Mails that were opened and not closed.
    public int open() {
        return open.get();
    }

    @Override
    public Opened open(String bucket, String key) {
        if (key.equals("away")) {
            return new Opened.Unavailable();
        }
        byte[] mail = mails.get(key);
        if (mail == null) {
            return new Opened.Missing();
        }
        open.incrementAndGet();
        return new Opened.Found(new Bytes(mail.length + promisedTooMuch, mail));
    }

    private final class Bytes implements Content {
        private final long length;
        private final InputStream bytes;

        Bytes(long length, byte[] mail) {
            this.length = length;
            this.bytes = new ByteArrayInputStream(mail);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(byte[] chunk) throws IOException {
            int read = bytes.read(chunk);
            if (read < 0 && promisedTooMuch > 0) {
                throw new IOException("broken off");
            }
            return read;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
