package io.relaystream.processor.edge.spool;

import io.relaystream.processor.delivery.Scratch;
import io.relaystream.processor.mime.MailBytes;
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
public record Spool(Path directory) implements Scratch {

    /// Writes a mail.
    @FunctionalInterface
    public interface Source {
        void copyTo(FileChannel file) throws IOException;
    }

    /// Keeps a mail until it is closed; its bytes take no memory that others need.
    public RawMail keep(long length, Source source) throws IOException {
        try (FileChannel file = open()) {
            source.copyTo(file);
            return mapped(file, length);
        }
    }

    @Override
    public Kept write(Writing writing) throws IOException {
        try (Overflow out = new Overflow(this)) {
            writing.writeTo(out);
            return out.kept();
        }
    }

    /// A file without a name.
    FileChannel open() throws IOException {
        return FileChannel.open(
                Files.createTempFile(directory, "mail", null),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    static Kept kept(FileChannel file) throws IOException {
        RawMail mail = mapped(file, file.size());
        return new Kept(MailBytes.of(mail.bytes()), mail.release());
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
