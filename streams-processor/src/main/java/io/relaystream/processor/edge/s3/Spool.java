package io.relaystream.processor.edge.s3;

import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Where large mails lie while they are delivered. Their files lose their names as soon as they are
/// there, so that nothing is left of them whatever happens.
///
/// @param directory must be there; should be on a disk, not in memory
public record Spool(Path directory) {

    /// Writes a mail.
    @FunctionalInterface
    interface Source {
        void copyTo(FileChannel file) throws IOException;
    }

    /// Keeps a mail until it is closed; its bytes take no memory that others need.
    RawMail keep(long length, Source source) throws IOException {
        Path name = Files.createTempFile(directory, "mail", null);
        try (FileChannel file =
                FileChannel.open(
                        name,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
            source.copyTo(file);
            return mapped(file, length);
        }
    }

    @SuppressWarnings("MustBeClosed") // the mail closes it
    private static RawMail mapped(FileChannel file, long length) throws IOException {
        Arena arena = Arena.ofShared();
        @Nullable RawMail mail = null;
        try {
            ByteBuffer bytes = file.map(MapMode.READ_ONLY, 0, length, arena).asByteBuffer();
            mail = new RawMail(bytes, length, arena::close);
            return mail;
        } finally {
            if (mail == null) {
                arena.close();
            }
        }
    }
}
