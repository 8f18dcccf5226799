package io.relaystream.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right of one JVM to run a server on a directory. The system takes it back when the JVM dies.
///
/// The locks of the servers themselves come too late: Kafka writes to its metadata, and Postgres
/// initialises its data, before they look at theirs.
final class DataLock implements AutoCloseable {
    private final Path directory;
    private final FileChannel channel;

    private DataLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /// @param wanted made if missing
    /// @param server who runs there, for the message
    /// @throws IllegalStateException if a live process holds it
    static DataLock take(Path wanted, String server) throws IOException {
        Path directory = Files.createDirectories(wanted).toRealPath();
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("relaystream.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IllegalStateException(
                    "Data of the embedded %s in %s must belong to one process, but another one runs on it: stop that first"
                            .formatted(server, directory));
        }
        return new DataLock(directory, channel);
    }

    /// The directory without symbolic links.
    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
