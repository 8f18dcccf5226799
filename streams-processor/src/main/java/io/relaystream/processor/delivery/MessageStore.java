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

    /// A mail that can be read once.
    interface Content extends AutoCloseable {
        /// In bytes.
        long length();

        /// All of it: exactly [#length()] bytes. The caller closes it.
        ///
        /// @throws IOException if it is shorter, broken off, or too slow
        RawMail read() throws IOException;

        /// Releases the connection, whether or not it was read.
        @Override
        void close();
    }
}
