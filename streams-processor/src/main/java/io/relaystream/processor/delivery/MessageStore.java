package io.relaystream.processor.delivery;

import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.time.Duration;

/// Where the raw mails lie. Safe for use by many threads.
public interface MessageStore {
    /// How long opening and reading a mail may take together.
    Duration LIMIT = Duration.ofSeconds(15);

    /// Finds a mail; nothing of its content is in memory yet.
    Opened open(String bucket, String key);

    /// What the store knows.
    sealed interface Opened {

        /// It is there; the caller closes it.
        record Found(Content content) implements Opened {}

        /// The store is sure that it does not have it.
        record Missing() implements Opened {}

        /// The store did not answer in time, or refused to.
        record Unavailable() implements Opened {}
    }

    /// A mail that can be read once, from one thread.
    interface Content extends AutoCloseable {
        /// The longest mail that is read into memory, in bytes; of a longer one only as much as is
        /// looked at.
        int IN_MEMORY = 1024 * 1024;

        /// In bytes.
        long length();

        /// All of it: exactly [#length()] bytes. The caller closes it.
        ///
        /// @throws IOException if it is shorter, broken off, or too slow
        RawMail read() throws IOException;

        /// Its first bytes only, instead of all.
        ///
        /// @param bytes how many, if it has as many
        /// @throws IOException as above
        RawMail head(int bytes) throws IOException;

        /// Releases the connection, whether or not it was read.
        @Override
        void close();
    }
}
