package io.relaystream.api.mail;

import java.io.IOException;

/// Where the raw mails lie. Safe for use by many threads.
public interface MailStore {

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

        /// In bytes.
        long length();

        /// As [InputStream#read(byte[])].
        ///
        /// @throws IOException if the store breaks off or is too slow
        int read(byte[] chunk) throws IOException;

        /// Releases the connection, whether or not it was read.
        @Override
        void close();
    }
}
