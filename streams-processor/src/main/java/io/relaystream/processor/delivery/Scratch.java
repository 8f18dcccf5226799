package io.relaystream.processor.delivery;

import io.relaystream.processor.mime.MailBytes;
import java.io.IOException;
import java.io.OutputStream;

/// Where mails lie that are written anew, from the first byte to the last, until they are sent.
/// Safe for use by many threads.
public interface Scratch {

    /// Writes a mail.
    @FunctionalInterface
    interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Keeps what is written, in memory only if that is small.
    ///
    /// @return the mail; the caller closes it
    /// @throws IOException if it cannot be kept, or cannot be written
    Kept write(Writing writing) throws IOException;

    /// A mail that is there until it is closed.
    ///
    /// @param release gives up what it lies in
    record Kept(MailBytes mail, Runnable release) implements AutoCloseable {

        @Override
        public void close() {
            release.run();
        }
    }
}
